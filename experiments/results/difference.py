"""Where two tables differ."""

from __future__ import annotations

import pyarrow as pa


def first_difference(there: pa.Table, here: pa.Table) -> str:
    """The first row and column in which two tables differ, by what is written there: a NaN is like another."""
    if there.column_names != here.column_names:
        return f"columns were {', '.join(there.column_names)} and are {', '.join(here.column_names)}"
    columns = [(name, there.column(name).to_pylist(), here.column(name).to_pylist()) for name in there.column_names]
    for row in range(min(there.num_rows, here.num_rows)):
        for name, old, new in columns:
            if repr(old[row]) != repr(new[row]):
                return f"row {row}, column {name}: was {old[row]!r} and is {new[row]!r}"
    return f"had {there.num_rows} rows and has {here.num_rows}"
