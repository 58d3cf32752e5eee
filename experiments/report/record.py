"""What a report is made from: the tables of a run, its config, and the versions that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa

from experiments.forking.origin import Origin
from experiments.metrics.evidence import Evidence
from experiments.results import tables
from experiments.results.manifest import Manifest, config_hash
from experiments.results.result import Run
from sim.durations import DAY


@dataclass(frozen=True)
class Record:
    """A run as it lies on disk, or as it is about to: the same content gives the same page."""

    scenario: str
    config: Mapping[str, Any]
    tables: Mapping[str, pa.Table]
    versions: Mapping[str, str]
    times: Mapping[str, Any] = field(default_factory=dict)
    """Wall time, as the manifest tells it; empty while nobody knows."""
    origin: Origin | None = None
    """The run that it was forked from, if it was."""

    @classmethod
    def read(cls, run: Run) -> Record:
        """Of a finished run. Raises OSError when it cannot be read, ValueError when its manifest cannot be understood."""
        manifest = Manifest.read(run.path)
        content = {name: tables.read(run.path / f"{name}.parquet") for name in run.names}
        return cls(manifest.scenario, run.config, content, manifest.versions, manifest.times, Origin.read(run.path))

    @cached_property
    def evidence(self) -> Evidence:
        """The same tables, as metrics read them."""
        return Evidence(self.tables)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table in order; none when the run has no such table."""
        return self.evidence.rows(table)

    def during(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table with a time, until the horizon: when a factory is wound up everybody goes and sells, which
        says nothing about it."""
        return [row for row in self.rows(table) if row["time"] <= self.horizon]

    @property
    def seed(self) -> int:
        return int(self.config["seed"])

    @property
    def horizon(self) -> float:
        """Simulated seconds from genesis to the end, without what it took to wind up."""
        return float(self.config["horizon_days"]) * DAY

    @property
    def config_hash(self) -> str:
        return config_hash(self.config)

    @property
    def prices(self) -> list[float]:
        """Dollars per token at each look at the wallets until the horizon, in order."""
        return [row["price"] for row in self.during("agents")]

    @property
    def price(self) -> float:
        """Dollars per token at the horizon; 0 when there is nobody to hold one."""
        return self.prices[-1] if self.prices else 0.0
