"""Tables on disk: Parquet to store them, a fingerprint of their content to recognise them.

A fingerprint is a function of column names, types and values in row order, not of Parquet's encoding, so two runs that
did the same have the same fingerprints whatever wrote them. Besides the hash, each column keeps two checksums that say
*which* row was changed when exactly one was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

PIECE = 2**16
"""Rows that are looked at together."""
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
    """Looked at piece by piece: a column of text may be larger than one array of Arrow can be, and than memory twice."""
    text = pa.types.is_string(column.type)
    if not text and not _is_number(column.type):
        raise TypeError(f"a column of {column.type} cannot be fingerprinted; allowed: integer, float, boolean, string")
    hashed, weight, moment, before = blake2b(digest_size=16), 0, 0, 0
    for piece in _pieces(column):
        hashed.update(_present(piece).tobytes())
    for write in (_lengths, _letters) if text else (_numbers,):
        for piece in _pieces(column):
            hashed.update(bytes(write(piece)))
    for piece in _pieces(column):
        cells = _digests(piece) if text else _numbers(piece)
        weights = np.where(_present(piece) == 1, _mixed(cells), 1).astype(np.uint64) % PRIME
        places = np.arange(before + 1, before + 1 + len(weights), dtype=np.uint64)
        weight, moment = weight + int(weights.sum()), moment + int((weights * places % PRIME).sum())
        before += len(weights)
    return ColumnPrint(str(column.type), hashed.hexdigest(), weight % PRIME, moment % PRIME)


def _pieces(column: pa.ChunkedArray) -> Iterator[pa.Array]:
    return (chunk.slice(first, PIECE) for chunk in column.chunks for first in range(0, len(chunk), PIECE))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind))


def _present(piece: pa.Array) -> NDArray[np.uint8]:
    """1 for each cell that there is, 0 for a null."""
    there: NDArray[np.uint8] = piece.is_valid().to_numpy(zero_copy_only=False).astype(np.uint8)
    return there


def _numbers(piece: pa.Array) -> NDArray[np.uint64]:
    """64 bits per cell: integers as two's complement, floats as IEEE 754 doubles, booleans as 0 and 1."""
    wide = (pa.float64(), 0.0) if pa.types.is_floating(piece.type) else (pa.int64(), 0)
    cells = piece.cast(wide[0]).fill_null(wide[1]).to_numpy(zero_copy_only=False)
    return np.ascontiguousarray(cells).view(np.uint64).astype("<u8")


def _offsets(piece: pa.Array) -> NDArray[np.int32]:
    """Where each text of a piece without nulls begins among its letters, and where the last one ends."""
    return np.frombuffer(piece.buffers()[1], np.int32)[piece.offset : piece.offset + len(piece) + 1]


def _lengths(piece: pa.Array) -> NDArray[np.uint64]:
    """Bytes of each text, as UTF-8."""
    return np.diff(_offsets(pc.fill_null(piece, ""))).astype("<u8")


def _letters(piece: pa.Array) -> bytes:
    """All texts, one after the other."""
    filled = pc.fill_null(piece, "")
    offsets = _offsets(filled)
    return bytes(memoryview(filled.buffers()[2] or b"")[offsets[0] : offsets[-1]])


def _digests(piece: pa.Array) -> NDArray[np.uint64]:
    """8 bytes of blake2b per cell."""
    known = pc.fill_null(piece, "").dictionary_encode()
    digests = b"".join(blake2b(text.encode(), digest_size=8).digest() for text in known.dictionary.to_pylist())
    cells: NDArray[np.uint64] = np.frombuffer(digests, dtype="<u8")[known.indices.to_numpy()].astype(np.uint64)
    return cells


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring numbers get unrelated weights."""
    mixed = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
