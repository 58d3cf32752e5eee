"""A run directory as the checks see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.results import tables
from experiments.results.manifest import Manifest


@dataclass
class Disk:
    """Reads a run directory. Nothing here trusts that the files are what was written."""

    folder: Path
    manifest: Manifest
    _read: dict[str, pa.Table] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Whether the run left its tables, and not their fingerprints alone."""
        return any(name.endswith(".parquet") for name in self.manifest.files)

    @cached_property
    def names(self) -> list[str]:
        """Tables on disk, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.parquet"))

    def table(self, name: str) -> pa.Table:
        """Raises OSError or ArrowInvalid when the file is absent or no Parquet."""
        if name not in self._read:
            self._read[name] = tables.read(self.folder / f"{name}.parquet")
        return self._read[name]

    def column(self, table: str, name: str) -> list[Any]:
        """A column's values. Raises KeyError when there is no such column."""
        values: list[Any] = self.table(table).column(name).to_pylist()
        return values

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Rows of some columns, in order."""
        return zip(*(self.column(table, name) for name in columns), strict=True)
