"""The seam to the data: what there is to learn from, day by day, and what the referee holds back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples


@dataclass(frozen=True)
class Split:
    """One day's data. `holdout` is the validators' pool, `test` the referee's; no row is in two of them.

    `sources` (training rows,) int64 says where each training row comes from, when the task knows.
    """

    training: Examples
    holdout: Examples
    test: Examples
    sources: NDArray[np.int64] | None = None


class Corpus(Protocol):
    """A task's data, fixed when it was built: the same day always gives the same split."""

    @property
    def features(self) -> int:
        """Width of an input row."""

    @property
    def classes(self) -> int:
        """Number of labels; labels are 0..classes - 1."""

    def on(self, day: int) -> Split:
        """What the world looks like on this day, from 0."""

    def since(self, day: int) -> int:
        """The first day on which it looked as it does on this day."""


@dataclass(frozen=True)
class Static:
    """A corpus that never changes."""

    split: Split
    classes: int

    @property
    def features(self) -> int:
        return int(self.split.training.inputs.shape[1])

    def on(self, day: int) -> Split:
        return self.split

    def since(self, day: int) -> int:
        return 0
