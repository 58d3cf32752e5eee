"""Long tables on disk, written and read a piece at a time, so that nobody holds them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.bad_input import BadInput

PIECE = 1024
"""Rows in memory at a time, where each is a few numbers."""


@contextmanager
def rows(path: Path, schema: pa.Schema, piece: int = PIECE) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """What takes a row of a new Parquet file, and holds at most `piece` of them. Raises OSError when the disk refuses."""
    held: list[Mapping[str, Any]] = []

    def take(row: Mapping[str, Any]) -> None:
        held.append(row)
        if len(held) >= piece:
            writer.write_table(pa.Table.from_pylist(held, schema))
            held.clear()

    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        yield take
        writer.write_table(pa.Table.from_pylist(held, schema))


def read(path: Path, columns: Sequence[str] | None = None, piece: int = PIECE) -> Iterator[dict[str, Any]]:
    """Its rows in order. Raises `BadInput` when it cannot be read."""
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(piece, columns=columns):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise BadInput(f"{path}: {' '.join(str(error).split())}") from error


def length(path: Path) -> int:
    """How many rows it has. Raises `BadInput` when it cannot be read."""
    try:
        many: int = pq.read_metadata(path).num_rows
        return many
    except (OSError, pa.ArrowException) as error:
        raise BadInput(f"{path}: {' '.join(str(error).split())}") from error
