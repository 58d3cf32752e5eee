"""The first lines: how much moved, and how much of what was asked for is there."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.analysis.contrasts import Contrast
from experiments.analysis.dataset import Dataset
from experiments.analysis.moved import Moved, Trend
from experiments.report.markup import Html, element, joined, paragraph
from experiments.report.sweep.values import chief
from experiments.report.wording import counted, short
from experiments.sweeping.seeds import parsed

ALPHA = 0.05


def heading(data: Dataset, found: Sequence[Moved], risen: Sequence[Trend], chosen: Sequence[Contrast]) -> Html:
    """What the sweep asked, exact counts, and a warning where a run is not done."""
    tally = data.tally
    counts = {"asked for": tally.asked, "done": tally.done, "failed": tally.failed, "missing": tally.missing}
    pairs = [joined([element("b", f"{many:,}"), element("span", word)]) for word, many in counts.items()]
    return element(
        "header",
        paragraph("AI Factory Sim", css="brand"),
        element("h1", _title(data)),
        paragraph(_lead(data, found, risen, chosen), css="lead"),
        *_warning(data),
        element("div", *(element("div", pair) for pair in pairs), css="figures"),
    )


def _title(data: Dataset) -> str:
    seeds = counted(len(parsed(data.about["asked"]["seeds"])), "seed")
    if not data.varied:
        return f"{data.about['scenario']} at {seeds}"
    return f"{data.about['scenario']}: {counted(data.about['points'], 'setting')} at {seeds}"


def _lead(data: Dataset, found: Sequence[Moved], risen: Sequence[Trend], chosen: Sequence[Contrast]) -> str:
    if not data.varied:
        return "Nothing varied but the seed."
    told = []
    if asked := [each for each in found if not each.difference.same]:
        sure = sum(each.difference.p_holm < ALPHA for each in asked)
        told.append(_chief(chief(data), asked))
        told.append(f"{sure:,} of {counted(len(asked), 'difference')} that were looked at are more than chance.")
    for many, noun in ((risen, "trend"), (chosen, "contrast")):
        if many:
            sure = sum(each.p_holm < ALPHA for each in many)
            told.append(f"{sure:,} of {counted(len(many), noun)} that were looked at are more than chance.")
    return " ".join(filter(None, told)) or "No metric differs, or there are too few runs to say."


def _chief(metric: str, asked: Sequence[Moved]) -> str:
    """Where the chief metric moved most."""
    found = [each for each in asked if each.difference.metric == metric and each.difference.p_holm < ALPHA]
    if not found:
        return f"{metric} did not move by more than chance explains."
    most = max(found, key=lambda each: abs(each.difference.difference))
    low, high = short(most.difference.first), short(most.difference.second)
    return f"{metric} moved most with {most.setting}: {low} at {most.first}, {high} at {most.second}."


def _warning(data: Dataset) -> list[Html]:
    tally = data.tally
    if tally.done == tally.asked:
        return []
    kinds = ((tally.failed, "failed"), (tally.missing, "missing"))
    lost = " and ".join(f"{many:,} {word}" for many, word in kinds if many)
    return [
        paragraph(
            f"This sweep is not whole: of {counted(tally.asked, 'run')}, {lost}. What follows tells of the {tally.done:,} "
            "that are done. Runs do not fail by chance: a setting whose runs fail may look better than it is.",
            css="warning",
        )
    ]
