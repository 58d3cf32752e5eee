"""What two runs must have in common until they part: the rows that were written before."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from experiments.results.difference import first_difference
from experiments.results.tables import fingerprint

CLOCK = "time"
CLOCKS = {"jobs": "ended", "timeline": "end"}
"""Columns that tell when a row was written, where that is not `time`: a job is told of when it is over."""


def before(name: str, table: pa.Table, seconds: float) -> pa.Table:
    """The rows of a table that were written before a second of simulated time, in order.

    None of a table that tells no time (`truth`, `measured`, `surrogate`): such are written when a run is over, so that
    nothing in them is before anything.
    """
    clock = CLOCKS.get(name, CLOCK)
    if clock not in table.column_names:
        return table.slice(0, 0)
    return table.filter(pc.less(table.column(clock), seconds))


def parted_early(there: Mapping[str, pa.Table], here: Mapping[str, pa.Table], seconds: float) -> str | None:
    """The table, row and column in which a run of now differs from one of then before a second; None when both have the
    same past. A table that only one of them has must have no rows there: some are begun when there is something to say."""
    for name in sorted({*there, *here}):
        old, new = (before(name, run[name], seconds) if name in run else None for run in (there, here))
        if old is not None and new is not None:
            if fingerprint(old) != fingerprint(new):
                return f"{name}.parquet, {first_difference(old, new)}"
        elif any(rows is not None and rows.num_rows for rows in (old, new)):
            return f"{name}.parquet, which one of the two has and the other has not"
    return None
