"""Whether there are enough seeds."""

from __future__ import annotations

from experiments.analysis.convergence import settled
from experiments.analysis.dataset import Dataset
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.sweep.values import chief
from experiments.report.wording import NONE, short

MOST = 24


def enough(data: Dataset) -> Html:
    """Of the chief metric, at every point: how sure its mean is, and what an interval half as wide would take."""
    metric = chief(data)
    found = settled(data, metric)[:MOST] if metric else []
    if not found:
        return Html()
    rows = [
        [
            each.name,
            str(each.n),
            short(each.mean),
            NONE if each.half_width is None else f"\N{PLUS-MINUS SIGN} {short(each.half_width)}",
            NONE if each.seeds_for_half is None else f"{each.seeds_for_half:,}",
        ]
        for each in found
    ]
    heads = ["setting", "seeds", f"{metric}, mean", "95 % interval", "seeds for half of it"]
    note = "Student's interval of the mean. Half as wide takes about four times as many seeds."
    return section("Enough seeds?", table(heads, rows, 1), paragraph(note, css="note"))
