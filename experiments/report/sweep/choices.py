"""What goes with the words that a setting may have, where a design spreads it with all others."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.analysis.contrasts import Contrast
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.sweep.heading import ALPHA
from experiments.report.wording import counted, short, unlikely

HEADS = ("setting", "from", "to", "metric", "at first", "at second", "difference", "95 % interval", "p, Holm", "points")


def choices(found: Sequence[Contrast]) -> Html:
    """Contrasts that are more than chance, the least likely first, and the others behind a click; nothing where no setting
    has words for values, or where its values are compared by pairs."""
    if not found:
        return Html()
    ordered = sorted(found, key=lambda each: each.p)
    sure = [_row(each) for each in ordered if each.p_holm < ALPHA]
    rest = [_row(each) for each in ordered if each.p_holm >= ALPHA]
    more = element("summary", f"{counted(len(rest), 'contrast')} that may be chance")
    return section(
        "What goes with a choice",
        paragraph(f"{counted(len(found), 'contrast')} looked at, {len(sure):,} more than chance."),
        *([table(HEADS, sure, 4)] if sure else []),
        *([element("details", more, table(HEADS, rest, 4))] if rest else []),
        paragraph(
            "Means over the points that have the first value, and over those that have the second; a point is the mean of "
            "its seeds, and counts when every run of it is done. All other settings differ between the points as well, so "
            "there are no pairs: p and interval are Welch's (1947), p adjusted for all of this table (Holm 1979).",
            css="note",
        ),
    )


def _row(each: Contrast) -> list[str]:
    return [
        each.setting,
        each.first,
        each.second,
        each.metric,
        *map(short, each.means),
        short(each.difference, True),
        f"{short(each.low, True)} to {short(each.high, True)}",
        unlikely(each.p_holm),
        f"{each.n[0]} and {each.n[1]}",
    ]
