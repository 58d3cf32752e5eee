"""What the checks of money need of a record, on disk or in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa


class Rows(Protocol):
    """Tables by column."""

    def column(self, table: str, name: str) -> list[Any]:
        """A column's values. Raises KeyError when there is no such column."""

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Rows of some columns, in order."""


@dataclass(frozen=True)
class InMemory:
    """The tables of a run that is kept nowhere."""

    tables: Mapping[str, pa.Table]

    def column(self, table: str, name: str) -> list[Any]:
        values: list[Any] = self.tables[table].column(name).to_pylist()
        return values

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        return zip(*(self.column(table, name) for name in columns), strict=True)
