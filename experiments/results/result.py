"""A finished run on disk: writing one, and reading one back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import yaml

from experiments.bad_input import BadInput, allowed
from experiments.composing.compose import Composed
from experiments.results import tables
from experiments.results.manifest import NAME, Manifest, config_hash, file_hash, installed, machine
from experiments.results.source import source

CONFIG, SUMMARY = "config.yaml", "summary.json"
HASH = "config"
"""Column that names the config of a row, here and in every sweep."""


@dataclass(frozen=True)
class Run:
    """A run directory."""

    path: Path
    forewarnings: tuple[str, ...] = ()
    """What its composition gave reason to say before it began; () for one that is read back."""

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The numbers that one looks at first."""
        content: dict[str, Any] = json.loads((self.path / SUMMARY).read_text("utf-8"))
        return content

    @property
    def config(self) -> dict[str, Any]:
        """The composed factory that was run."""
        content: dict[str, Any] = yaml.safe_load((self.path / CONFIG).read_text("utf-8"))
        return content

    @property
    def names(self) -> list[str]:
        """Tables of this run, sorted."""
        return sorted(path.stem for path in self.path.glob("*.parquet"))

    @cached_property
    def hash(self) -> str:
        """That of the config: 32 hex digits, the same for everything that would run alike."""
        return config_hash(self.config)

    @property
    def seal(self) -> str:
        """sha256 of the manifest: note it elsewhere, and no later forgery can be consistent."""
        return file_hash(self.path / NAME)

    def table(self, name: str) -> pd.DataFrame:
        """A table as a DataFrame, one row per record, with the hash of the config that made it as the last column: every row
        names the run that `aifactory replay` repeats. Raises `BadInput` for an unknown name."""
        if name not in self.names:
            raise BadInput(f"table={name!r}: no such table in {self.path}; {allowed(name, self.names)}")
        frame: pd.DataFrame = tables.read(self.path / f"{name}.parquet").to_pandas()
        return frame.assign(**{HASH: pd.Series(self.hash, index=frame.index, dtype="category")})


def write_tables(folder: Path, record: Mapping[str, pa.Table]) -> None:
    """Write the record of a run. Raises OSError when the disk refuses."""
    for name, table in record.items():
        tables.write(table, folder / f"{name}.parquet")


def write(
    folder: Path,
    found: Composed,
    record: Mapping[str, pa.Table],
    summary: Mapping[str, Any],
    times: Mapping[str, Any],
    forked_from: str = "",
) -> None:
    """Write what a run's tables come to, the manifest last; it lists what lies in the directory already (the tables, the
    report) as well; `forked_from` is the seal of the run that it parts from. Raises OSError when the disk refuses."""
    (folder / CONFIG).write_text(yaml.safe_dump(found.settings, sort_keys=False, allow_unicode=True), "utf-8")
    (folder / SUMMARY).write_text(json.dumps(summary, indent=1, allow_nan=False) + "\n", "utf-8")
    Manifest(
        scenario=found.scenario,
        seed=found.config["seed"],
        config_hash=config_hash(found.settings),
        files={path.name: file_hash(path) for path in sorted(folder.iterdir())},
        tables={name: tables.fingerprint(record[name]) for name in sorted(record)},
        versions=installed(),
        hardware=machine(),
        source=source(),
        times=times,
        forked_from=forked_from,
    ).write(folder)
