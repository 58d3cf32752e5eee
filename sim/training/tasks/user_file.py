"""A user's own table: CSV, Parquet or NPZ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, is_zipfile

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from sim.lab import Examples
from sim.training.corpus import Static
from sim.training.task import Shares

LEAST_ROWS = 20


@dataclass(frozen=True)
class UserFile:
    """One row per example. `label` names the column to predict, `group` a protected attribute or nothing, `source` where a
    row comes from or nothing; every other column is an input and must be a finite number. Labels, groups and sources may be
    text; they are numbered in sorted order. One column may be both group and source.

    An NPZ holds one array per column, (rows,), or (rows, k) for k columns named `array.0`, `array.1`, ...
    """

    path: str
    label: str
    group: str | None = None
    source: str | None = None
    holdout: float = 0.2
    test: float = 0.2

    def __post_init__(self) -> None:
        Shares(self.holdout, self.test)

    def build(self, rng: np.random.Generator) -> Static:
        """Raises ValueError, in one line, for a file or a column that cannot be used; rows count from 0 after the header."""
        table = _read(Path(self.path))
        roles = {"label": self.label, "group": self.group, "source": self.source}
        named = {field: column for field, column in roles.items() if column is not None}
        for field, column in named.items():
            if column not in table:
                raise ValueError(
                    f"{field}={column!r} is not a column of {self.path}; allowed: {', '.join(table.columns)}"
                )
        if len(table) < LEAST_ROWS:
            raise ValueError(f"path={self.path} has {len(table)} rows; allowed: at least {LEAST_ROWS}")
        labels = _numbered(table, self.label)
        if not 2 <= labels.max() + 1 <= len(table) // 2:
            raise ValueError(
                f"label={self.label!r} has {labels.max() + 1} distinct values in {len(table)} rows; "
                f"allowed: 2 to {len(table) // 2} classes"
            )
        groups = None if self.group is None else _numbered(table, self.group)
        inputs = [_finite(table, column) for column in table.columns if column not in named.values()]
        if not inputs:
            raise ValueError(f"path={self.path} has no input column beside {', '.join(named.values())}")
        examples = Examples(np.stack(inputs, axis=1), labels, groups)
        sources = None if self.source is None else _numbered(table, self.source)
        return Shares(self.holdout, self.test).divide(examples, rng, sources)


def _read(path: Path) -> pd.DataFrame:
    readers: Mapping[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": pd.read_csv,
        ".parquet": pd.read_parquet,
        ".npz": _read_npz,
    }
    if path.suffix.lower() not in readers:
        raise ValueError(f"path={path} ends in {path.suffix!r}; allowed: {', '.join(readers)}")
    try:
        table = readers[path.suffix.lower()](path)
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise ValueError(f"path={path} cannot be read: {reason}") from error
    return table.rename(columns=str)


def _read_npz(path: Path) -> pd.DataFrame:
    columns: dict[str, NDArray[np.generic]] = {}
    if not is_zipfile(path):  # NumPy would advise to load it unsafely
        raise ValueError("it is no NPZ archive; allowed: what numpy.savez writes")
    with np.load(path, allow_pickle=False) as arrays:
        for name in arrays.files:
            array = _array(arrays, name)
            match array.ndim:
                case 1:
                    columns[name] = array
                case 2:
                    columns |= {f"{name}.{i}": array[:, i] for i in range(array.shape[1])}
                case _:
                    raise ValueError(f"array {name!r} has shape {array.shape}; allowed: (rows,) or (rows, columns)")
    return pd.DataFrame(columns)


def _array(arrays: Any, name: str) -> NDArray[np.generic]:
    try:
        array = arrays[name]
    except ValueError as error:
        raise ValueError(f"array {name!r} is damaged or holds Python objects; allowed: numbers or text") from error
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{name!r} is no array; allowed: what numpy.savez writes")
    return array


def _numbered(table: pd.DataFrame, column: str) -> NDArray[np.int64]:
    """The column's distinct values numbered from 0 in sorted order."""
    values = table[column]
    missing = np.flatnonzero(values.isna())
    if len(missing):
        raise ValueError(f"column {column!r}, row {missing[0]} is empty; allowed: a value in every row")
    _, numbers = np.unique(values.to_numpy(dtype=None if is_numeric_dtype(values) else str), return_inverse=True)
    return numbers.astype(np.int64)


def _finite(table: pd.DataFrame, column: str) -> NDArray[np.float32]:
    values = table[column]
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    with np.errstate(over="ignore"):
        narrow = numbers.astype(np.float32)
    wrong = np.flatnonzero(~np.isfinite(narrow))
    if len(wrong):
        raise ValueError(
            f"column {column!r}, row {wrong[0]} holds {values.iloc[wrong[0]]}; allowed: finite numbers (float32)"
        )
    return narrow
