"""Tables on disk: Parquet to store them, a fingerprint of their content to recognise them.

A fingerprint is a function of column names, types and values in row order, not of Parquet's encoding, so two runs that
did the same have the same fingerprints whatever wrote them. Besides the hash, each column keeps two checksums that say
*which* row was changed when exactly one was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

PRIME = 2**31 - 1
"""Checksums are sums modulo this: a 31-bit weight times a 31-bit row number fits in 64 bits."""


@dataclass(frozen=True)
class ColumnPrint:
    """A column: blake2b-128 of its values, and sum(w_i), sum((i + 1) w_i) modulo PRIME over 31-bit weights of its cells."""

    type: str
    hash: str
    weight: int
    moment: int

    def __post_init__(self) -> None:
        kinds = (str, str, int, int)
        if tuple(map(type, (self.type, self.hash, self.weight, self.moment))) != kinds:
            raise TypeError("a column's print is a type and a hash as text, a weight and a moment as whole numbers")


@dataclass(frozen=True)
class Fingerprint:
    """A table: its number of rows and its columns in order."""

    rows: int
    columns: Mapping[str, ColumnPrint]

    @property
    def hash(self) -> str:
        """blake2b-128 over the number of rows and every column's name, type and hash: 32 hex digits."""
        parts = [str(self.rows), *(f"{name} {c.type} {c.hash}" for name, c in self.columns.items())]
        return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()

    def plain(self) -> dict[str, Any]:
        """As JSON can say it."""
        return {"rows": self.rows, "hash": self.hash, "columns": {n: asdict(c) for n, c in self.columns.items()}}

    @classmethod
    def of_plain(cls, content: Mapping[str, Any]) -> Fingerprint:
        """Back from `plain`. Raises KeyError or TypeError for anything else."""
        return cls(int(content["rows"]), {n: ColumnPrint(**c) for n, c in content["columns"].items()})


def fingerprint(table: pa.Table) -> Fingerprint:
    """Fingerprint of a table of integers, floats, booleans and strings. Raises TypeError for another column type."""
    return Fingerprint(table.num_rows, {name: _column(table.column(name)) for name in table.column_names})


def changed_row(before: ColumnPrint, after: ColumnPrint, rows: int) -> int | None:
    """The one row (from 0) in which two equally long columns differ; None when it is not exactly one."""
    weight = (after.weight - before.weight) % PRIME
    moment = (after.moment - before.moment) % PRIME
    row = moment * pow(weight, -1, PRIME) % PRIME - 1 if weight else -1
    return row if 0 <= row < rows else None


def write(table: pa.Table, path: Path) -> None:
    """Write Parquet. Raises OSError when it cannot."""
    pq.write_table(table, path, compression="zstd")


def read(path: Path) -> pa.Table:
    """Read Parquet. Raises OSError or pyarrow's ArrowInvalid when it is none."""
    return pq.read_table(path, partitioning=None)


def _column(column: pa.ChunkedArray) -> ColumnPrint:
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], column.type)
    present = array.is_valid().to_numpy(zero_copy_only=False).astype(np.uint8)
    cells, content = _text(array) if pa.types.is_string(column.type) else _numbers(array)
    content = present.tobytes() + content
    weights = np.where(present == 1, _mixed(cells), 1).astype(np.uint64) % PRIME
    moments = weights * np.arange(1, len(weights) + 1, dtype=np.uint64) % PRIME
    name = str(column.type)
    return ColumnPrint(
        name, blake2b(content, digest_size=16).hexdigest(), int(weights.sum()) % PRIME, int(moments.sum()) % PRIME
    )


def _numbers(array: pa.Array) -> tuple[NDArray[np.uint64], bytes]:
    """64 bits per cell: integers as two's complement, floats as IEEE 754 doubles, booleans as 0 and 1."""
    kind = array.type
    if pa.types.is_floating(kind):
        wide = array.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
    elif pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        wide = array.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    else:
        raise TypeError(f"a column of {kind} cannot be fingerprinted; allowed: integer, float, boolean, string")
    bits = np.ascontiguousarray(wide).view(np.uint64)
    return bits, bits.astype("<u8").tobytes()


def _text(array: pa.Array) -> tuple[NDArray[np.uint64], bytes]:
    """8 bytes of blake2b per cell; the content is every length, then every byte."""
    values = ["" if text is None else text for text in array.to_pylist()]
    encoded = [text.encode() for text in values]
    digests = {text: blake2b(text, digest_size=8).digest() for text in set(encoded)}
    cells = np.frombuffer(b"".join(digests[text] for text in encoded), dtype="<u8").astype(np.uint64)
    return cells, np.array([len(text) for text in encoded], dtype="<u8").tobytes() + b"".join(encoded)


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring numbers get unrelated weights."""
    mixed = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
