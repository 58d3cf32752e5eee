"""Where a metric falls below a threshold."""

from __future__ import annotations

from experiments.analysis.boundaries import boundaries
from experiments.analysis.dataset import Dataset
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.wording import counted, percent, short


def boxes(data: Dataset, metric: str, threshold: float) -> Html:
    """Every box, the densest first. Raises `BadInput` as `boundaries` does."""
    found = boundaries(data, metric, threshold)
    runs, below = sum(box.runs for box in found), sum(box.below for box in found)
    told = f"{metric} is below {short(threshold)} in {below:,} of {counted(runs, 'run')} that tell it. "
    told += "No part of the space has clearly more of them." if len(found) == 1 else "By parts of the space:"
    rows = [
        [
            " and ".join(box.conditions),
            f"{box.below:,} of {box.runs:,}",
            percent(box.density, 0),
            percent(box.coverage, 0),
        ]
        for box in found
    ]
    note = (
        "Leaves of a classification tree. Density: of a box's runs, those below; coverage: of all runs below, those in the "
        "box (Bryant and Lempert 2010). A bound lies halfway between the nearest settings that were run. Runs that failed "
        "are left out."
    )
    heads = ["where", "below", "density", "coverage"]
    return section(
        f"Where {metric} falls below {short(threshold)}",
        paragraph(told),
        *([table(heads, rows, 1)] if len(found) > 1 else []),
        paragraph(note, css="note"),
    )
