"""What was asked: the settings that vary, and those that do not."""

from __future__ import annotations

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from experiments.analysis.arms import typed
from experiments.analysis.dataset import DONE, Dataset
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.wording import listed, short
from experiments.sweeping.seeds import parsed

DESIGNS = {
    "grid": "every combination of the values",
    "lhs": "a Latin hypercube",
    "sobol": "a scrambled Sobol sequence",
    "morris": "trajectories that move one setting at a time (Morris 1991)",
    "saltelli": "a Sobol sequence and its radial points (Saltelli et al. 2010)",
}


def varied(data: Dataset) -> Html:
    """A row for each setting that varies: its values or their span, and how many of its runs are done."""
    asked = data.about["asked"]
    design = DESIGNS.get(asked["design"], asked["design"])
    seeds = parsed(asked["seeds"])
    span = f"{seeds[0]} to {seeds[-1]}" if isinstance(seeds, range) else ", ".join(map(str, seeds))
    told = f"Design: {design}; the seeds {span}, the same for every setting, so that chance is the same for all."
    rows = [[name, _span(data.runs[name]), _done(data, name)] for name in data.varied]
    head = ["setting", "values", "done of asked"]
    fixed = [text for text in asked["overrides"] if text.partition("=")[0].lstrip("+~") not in data.varied]
    same = paragraph(f"The same in all: {' '.join(fixed)}" if fixed else "All else as the default has it.", css="note")
    return section("What was varied", paragraph(told), *([table(head, rows, 2)] if rows else []), same)


def _span(column: pd.Series) -> str:
    found = list(column.drop_duplicates())
    if len(found) > 6 and is_numeric_dtype(column) and not is_bool_dtype(column):
        return f"{len(found):,} from {short(column.min())} to {short(column.max())}"
    return listed([typed(value) for value in found], 12)


def _done(data: Dataset, name: str) -> str:
    """Of each value, where they are few: "8 of 8, 7 of 8"."""
    runs = data.runs
    ended = (runs["status"] == DONE).groupby(runs[name], sort=False)
    counts = list(zip(ended.sum(), ended.size(), strict=True))
    if len(counts) > 6:
        return f"{sum(done for done, _ in counts):,} of {sum(asked for _, asked in counts):,}"
    return ", ".join(f"{done:,} of {asked:,}" for done, asked in counts)
