"""The record of a run: typed rows, appended and never changed. The only output of the engine."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

_KINDS: dict[str, pa.DataType] = {"int": pa.int64(), "float": pa.float64(), "str": pa.string(), "bool": pa.bool_()}

SCHEMAS: dict[str, dict[str, str]] = {
    "facts": {
        "fact": "int",
        "time": "float",
        "block": "int",
        "kind": "str",
        "subject": "str",
        "body": "str",
        "cause": "int",
    },
    "ledger": {
        "entry": "int",
        "block": "int",
        "time": "float",
        "asset": "str",
        "payer": "str",
        "payee": "str",
        "amount": "int",
        "cause": "int",
    },
    "blocks": {
        "block": "int",
        "time": "float",
        "parent": "str",
        "hash": "str",
        "base_fee": "int",
        "gas_used": "int",
        "transactions": "int",
    },
}
"""Columns of the tables that every run has. Times are simulated seconds, amounts base units."""


PIECE = 10_000
"""Rows that are held as values of Python; as columns they take a quarter of the memory, or less."""


class Recorder:
    """Append-only tables, row by row; what is written is soon laid away in columns."""

    def __init__(self) -> None:
        self._schemas: dict[str, dict[str, str]] = {}
        self._fresh: dict[str, list[Sequence[object]]] = {}
        self._laid_away: dict[str, list[pa.Table]] = {}
        for name, columns in SCHEMAS.items():
            self.declare(name, columns)

    def declare(self, table: str, columns: dict[str, str]) -> None:
        """Add a table; `columns` maps names to int, float, str or bool."""
        if table in self._schemas:
            raise ValueError(f"table {table!r} is declared twice")
        if unknown := set(columns.values()) - set(_KINDS):
            raise ValueError(f"table {table!r} has columns of {sorted(unknown)}; allowed: {', '.join(_KINDS)}")
        self._schemas[table] = columns
        self._fresh[table], self._laid_away[table] = [], []

    def has(self, table: str) -> bool:
        """Whether a table was declared."""
        return table in self._schemas

    def row(self, table: str, values: Sequence[object]) -> None:
        """Append one row, in the order of the declared columns."""
        if len(values) != len(self._schemas[table]):
            raise ValueError(f"table {table!r}: a row of {len(values)}; allowed: {len(self._schemas[table])} values")
        self._fresh[table].append(values)
        if len(self._fresh[table]) == PIECE:
            self._laid_away[table].append(_table(self._schemas[table], self._fresh[table]))
            self._fresh[table] = []

    def rows(self, table: str) -> int:
        return PIECE * len(self._laid_away[table]) + len(self._fresh[table])

    def tables(self) -> dict[str, pa.Table]:
        """Every table as Arrow, columns typed as declared."""
        return {
            name: pa.concat_tables([*self._laid_away[name], _table(columns, self._fresh[name])])
            for name, columns in self._schemas.items()
        }


def _table(columns: dict[str, str], rows: list[Sequence[object]]) -> pa.Table:
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    arrays = [pa.array(column, _KINDS[kind]) for column, kind in zip(values, columns.values(), strict=True)]
    return pa.table(arrays, names=list(columns))
