"""Has every table the columns that the engine writes, and a value in every cell?"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from experiments.verification.disk import Disk
from experiments.verification.flaw import Flaw
from sim.observer import TABLES
from sim.recorder import Recorder


def columns(disk: Disk) -> Iterator[Flaw]:
    """No table of the engine is missing or shaped otherwise; no cell of any table is null, as the engine writes none."""
    for name, schema in declared().items():
        if name not in disk.names:
            yield Flaw(f"{name}.parquet", "missing; every run has this table")
        elif (found := disk.table(name).schema.remove_metadata()) != schema:
            yield Flaw(f"{name}.parquet", f"columns are {_words(found)}; allowed: {_words(schema)}")
    for name in disk.names:
        for column in disk.table(name).column_names:
            if disk.table(name).column(column).null_count:
                row = disk.column(name, column).index(None)
                yield Flaw(f"{name}.parquet", "is null; every cell has a value", row, column)


def declared() -> dict[str, pa.Schema]:
    """Columns and types of every table of the engine."""
    recorder = Recorder()
    for name, of in TABLES.items():
        recorder.declare(name, of)
    return {name: table.schema for name, table in recorder.tables().items()}


def _words(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name} {field.type}" for field in schema)
