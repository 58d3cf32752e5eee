"""What moved from one value of a setting to another, by pairs of runs with the same seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.analysis.moved import Moved
from experiments.analysis.planning import detectable
from experiments.comparing.comparison import LEVEL, Comparison
from experiments.properties.certainty import fewest
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.sweep.heading import ALPHA
from experiments.report.wording import NONE, counted, short, unlikely

HEADS = ("metric", "from", "to", "difference", "95 % interval", "d_z", "p, Holm", "pairs", "could find")
Key = tuple[str, str, str]
"""A setting, its first value and another."""


def shifts(found: Sequence[Moved], compared: Mapping[Key, Comparison]) -> Html:
    """By comparison, the differences that are more than chance, and the others behind a click; nothing without one."""
    if not compared:
        return Html()
    asked = [each for each in found if not each.difference.same]
    sure = sum(each.difference.p_holm < ALPHA for each in asked)
    told = (
        f"Every value of a setting beside its first, paired by seed, all else being equal: {counted(len(compared), 'pair')} "
        f"of arms, {counted(len(asked), 'difference')}. {sure:,} are more than chance: where nothing matters, so much as "
        "one is named so in at most 5 % of sweeps."
    )
    return section(
        "What moved",
        paragraph(told),
        *(_comparison(key, [each for each in asked if each.key == key], each.paired) for key, each in compared.items()),
        *_lost(compared),
        *_few(compared),
        paragraph(
            "d_z is the mean difference in standard deviations of the differences (Cohen 1988). p is Student's for pairs, "
            "adjusted for all differences of this page (Holm 1979). Could find: the smallest true difference that so many "
            "pairs find four times in five, if the metric was chosen before looking. Where other settings vary too, a "
            "difference is the mean over all of their values that both arms have.",
            css="note",
        ),
    )


def _comparison(key: Key, asked: Sequence[Moved], pairs: int) -> Html:
    setting, first, second = key
    sure = [_row(each) for each in asked if each.difference.p_holm < ALPHA]
    rest = [_row(each) for each in asked if each.difference.p_holm >= ALPHA]
    title = element("h3", f"{setting}: from {first} to {second}")
    none = "No difference is more than chance." if pairs else "No pair is left, so nothing can be said."
    shown = table(HEADS, sure, 1) if sure else paragraph(none)
    more = element("summary", f"{counted(len(rest), 'difference')} that may be chance")
    return element("div", title, shown, *([element("details", more, table(HEADS, rest, 1))] if rest else []))


def _row(each: Moved) -> list[str]:
    told = each.difference
    sure = NONE if told.low is None or told.high is None else f"{short(told.low, True)} to {short(told.high, True)}"
    return [
        told.metric,
        short(told.first),
        short(told.second),
        short(told.difference, True),
        sure,
        NONE if told.d_z is None else short(told.d_z, True),
        unlikely(told.p_holm),
        str(told.n),
        short(detectable(told.spread, told.n)) if told.spread else NONE,
    ]


def _lost(compared: Mapping[Key, Comparison]) -> list[Html]:
    """Which comparisons miss pairs."""
    lines = [
        f"{setting}={first} to {second}: {len(each.seeds) - each.paired:,} of {counted(len(each.seeds), 'pair')} left out"
        for (setting, first, second), each in compared.items()
        if each.paired < len(each.seeds)
    ]
    told = [f"A run that is not done takes its pair with it. {'; '.join(lines)}."] if lines else []
    broken = dict.fromkeys(words for each in compared.values() for words in each.left_out)
    if broken:
        told.append(f"Left out of the other comparisons, as no run is done there at any seed: {'; '.join(broken)}.")
    return [paragraph(each, css="warning") for each in told]


def _few(compared: Mapping[Key, Comparison]) -> list[Html]:
    """Whether chance has hardly shown yet what it can do."""
    least, most = fewest(LEVEL), max(each.paired for each in compared.values())
    if not 0 < most < least:
        return []
    return [
        paragraph(
            f"Of fewer than {least} pairs even equal signs alone are no surprise: take more seeds.", css="warning"
        )
    ]
