"""Whether it paid to take part, by role and behaviour, in three ways of counting tokens."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.metrics.marks import MARKS, Marked
from experiments.report.cast import Cast
from experiments.report.markup import Html, joined, paragraph, table
from experiments.report.wording import dollars, listed, spoken

HEADS = ("role", "behaviour", "member-days", "as cash", "at a day's mean price", "as the pool would pay")


def marked(found: Mapping[tuple[str, str], Marked], cast: Cast) -> Html:
    """Profit a day at each mark, and in words whose sign depends on it; nothing where nobody keeps books."""
    if not found:
        return Html()
    said = {(m.role, m.deviation.partition("(")[0]): spoken(m.deviation) for m in reversed(cast.members)}
    rows = [
        [role, said[role, behaviour], f"{each.days:,}", *(dollars(each.daily[mark]) for mark in MARKS)]
        for (role, behaviour), each in found.items()
    ]
    contested = [f"{role}s ({said[role, behaviour]})" for (role, behaviour), each in found.items() if each.contested]
    verdict = (
        f"Whether it paid depends on how tokens are counted for {listed(contested)}: read no sign of theirs alone."
        if contested
        else "However tokens are counted, it paid or did not pay the same ones."
    )
    note = (
        "Profit, $ a day of each who took part, all costs off. As cash: dollars that came in for what had been earned and "
        "sold. The other two count what is held as well, stakes too, and so what the price did to them: at the mean price "
        "of 24 hours, or at what the pool would have paid each for all of it at once."
    )
    return joined([table(HEADS, rows, 2), paragraph(verdict), paragraph(note, css="note")])
