"""Whether there are enough seeds."""

from __future__ import annotations

import re

from experiments.analysis.convergence import settled
from experiments.analysis.dataset import Dataset
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.sweep.values import chief
from experiments.report.wording import NONE, short

MOST, LEAST = 24, 4
"""Rows, and the fewest seeds whose spread tells how many more it takes."""


def enough(data: Dataset) -> Html:
    """Of the chief metric, at every point: how sure its mean is, and what an interval half as wide would take."""
    metric = chief(data)
    found = settled(data, metric) if metric else []
    if not found:
        return Html()
    rows = [
        [
            _rounded(each.name),
            str(each.n),
            short(each.mean),
            NONE if each.half_width is None else f"\N{PLUS-MINUS SIGN} {short(each.half_width)}",
            NONE if each.seeds_for_half is None or each.n < LEAST else f"{each.seeds_for_half:,}",
        ]
        for each in found[:MOST]
    ]
    heads = ["setting", "seeds", f"{metric}, mean", "95 % interval", "seeds for half of it"]
    note = (
        "Student's interval of the mean. Half as wide takes about four times as many seeds; from fewer than "
        f"{LEAST} the spread is not known well enough to say."
    )
    more = (
        [paragraph(f"The first {MOST} of {len(found):,} settings that were run.", css="note")]
        if len(found) > MOST
        else []
    )
    return section("Enough seeds?", table(heads, rows, 1), *more, paragraph(note, css="note"))


def _rounded(name: str) -> str:
    """Long fractions to four significant digits."""
    return re.sub(r"\d+\.\d{5,}(?:e-?\d+)?", lambda found: f"{float(found[0]):.4g}", name)
