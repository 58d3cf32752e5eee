"""The seam to a task: what varies is where the data come from, never how they are split and scaled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.corpus import Corpus, Split, Static


class Task(Protocol):
    """A task as configured."""

    def build(self, rng: np.random.Generator) -> Corpus:
        """The data; `rng` decides which rows are held out."""


@dataclass(frozen=True)
class Shares:
    """What part of the rows the validators' pool and the referee's test set get; the rest is for training."""

    holdout: float = 0.2
    test: float = 0.2

    def __post_init__(self) -> None:
        if not (0 < self.holdout < 1 and 0 < self.test < 1 and self.holdout + self.test < 1):
            raise ValueError(
                f"holdout={self.holdout}, test={self.test}; allowed: both above 0 and together below 1 (shares of rows)"
            )

    def divide(self, examples: Examples, rng: np.random.Generator, sources: NDArray[np.int64] | None = None) -> Static:
        """A static corpus: rows shuffled, each class shared out alike, inputs standardised by the training rows.

        `sources` (rows,) says where each row comes from.
        """
        order = rng.permutation(len(examples.labels))
        order = order[np.argsort(examples.labels[order], kind="stable")]
        place = np.empty(len(order))
        for label in np.unique(examples.labels):
            mine = order[examples.labels[order] == label]
            place[mine] = (np.arange(len(mine)) + 0.5) / len(mine)
        test, holdout = place < self.test, (place >= self.test) & (place < self.test + self.holdout)
        parts = [np.flatnonzero(part) for part in (~test & ~holdout, holdout, test)]
        if not all(map(len, parts)):
            raise ValueError(f"{len(order)} rows are too few to share out by holdout={self.holdout}, test={self.test}")
        scale = Scale.of(examples.inputs[parts[0]])
        training, held, unseen = (scale.apply(examples, rows) for rows in parts)
        origins = None if sources is None else sources[parts[0]]
        return Static(Split(training, held, unseen, origins), int(examples.labels.max()) + 1)


@dataclass(frozen=True)
class Scale:
    """Mean and standard deviation of each column (features,), float64."""

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]

    @classmethod
    def of(cls, inputs: NDArray[np.floating]) -> Scale:
        """The scale of these rows; a constant column keeps deviation one."""
        wide = inputs.astype(np.float64)
        deviation = wide.std(axis=0)
        return cls(wide.mean(axis=0), np.where(deviation > 0, deviation, 1.0))

    def apply(self, examples: Examples, rows: NDArray[np.int64]) -> Examples:
        """These rows in units of this scale, float32."""
        inputs = ((examples.inputs[rows].astype(np.float64) - self.mean) / self.deviation).astype(np.float32)
        groups = None if examples.groups is None else examples.groups[rows]
        return Examples(inputs, examples.labels[rows], groups)
