"""Where everything of a sweep lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SWEEP, ASKED, POINTS = "sweep.json", "asked.parquet", "points.parquet"


@dataclass(frozen=True)
class Place:
    """The directory of a sweep:

    sweep.json                 what was asked, by which versions
    asked.parquet              one row per asked run: config, seed, point, and a column for everything that varies
    points.parquet             one row per override set: what it composes to
    runs/config=<hash>/        a finished run, whole; the name is a Hive partition
    failed/<hash>.json         a run that failed, and its error
    unfinished/                runs under way; what a killed one left is cleared away by the next sweep
    flawed/                    results that were no longer what was written when a later sweep looked at them
    """

    root: Path

    @property
    def sweep(self) -> Path:
        return self.root / SWEEP

    @property
    def asked(self) -> Path:
        return self.root / ASKED

    @property
    def points(self) -> Path:
        return self.root / POINTS

    @property
    def unfinished(self) -> Path:
        # Not beside the runs: DuckDB's runs/*/ finds hidden directories too, and would read what is half written.
        return self.root / "unfinished"

    @property
    def failed(self) -> Path:
        return self.root / "failed"

    @property
    def flawed(self) -> Path:
        return self.root / "flawed"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    def run(self, config: str) -> Path:
        """Of the run with this config hash, finished or not."""
        return self.runs / f"config={config}"

    def failure(self, config: str) -> Path:
        """Of the same, if it failed."""
        return self.failed / f"{config}.json"

    def told(self) -> list[Path]:
        """Everything that lies where finished and failed runs do, sorted."""
        return sorted([*self.runs.glob("*"), *self.failed.glob("*")])
