"""The data there are in the world: a task, dealt out to providers, with a pool for validators and a test for the referee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples


class Split(Protocol):
    """One day's data, in three parts that share no row."""

    @property
    def training(self) -> Examples: ...
    @property
    def holdout(self) -> Examples: ...
    @property
    def test(self) -> Examples: ...
    @property
    def sources(self) -> NDArray[np.int64] | None: ...


class Corpus(Protocol):
    """A task's data, day by day."""

    @property
    def features(self) -> int: ...
    @property
    def classes(self) -> int: ...
    def on(self, day: int) -> Split: ...
    def since(self, day: int) -> int: ...


class Task(Protocol):
    """What is to be learnt."""

    def build(self, rng: np.random.Generator) -> Corpus: ...


class Partition(Protocol):
    """How rows are dealt out."""

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]: ...


@dataclass(frozen=True)
class DataWorld:
    """A task, dealt out into `shards` data sets. Each validator holds `holdout_rows` rows of a pool; they may overlap."""

    task: Task
    partition: Partition
    shards: int = 8
    holdout_rows: int = 200

    def __post_init__(self) -> None:
        if self.shards < 1 or self.holdout_rows < 1:
            raise ValueError(f"shards={self.shards}, holdout_rows={self.holdout_rows}; allowed: 1 or more")


def rows_of(examples: Examples, rows: NDArray[np.int64]) -> Examples:
    """Some rows of a data set, in the given order."""
    groups = None if examples.groups is None else examples.groups[rows]
    return Examples(examples.inputs[rows], examples.labels[rows], groups)
