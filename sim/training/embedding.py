"""Where data lead: their joint distribution of inputs and labels, as one vector."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples

WAVES = 64
"""Random features for each class: enough to tell sources, days and flipped labels apart."""


@dataclass(frozen=True)
class Embedding:
    """The sum over the rows of each class of sqrt(2 / WAVES) cos(W x / width + b), divided by the number of all rows: a
    kernel mean embedding of (input, label) on random Fourier features (Rahimi and Recht 2007; distances of such means:
    Gretton et al. 2012).

    It is linear in the data: what two data sets of one size have in common lies half way between them. `width` is the
    distance at which two inputs count as unlike, in units of the inputs.
    """

    features: int
    classes: int
    width: float

    @property
    def size(self) -> int:
        """Length of an embedding."""
        return WAVES * self.classes

    def of(self, examples: Examples, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The embedding (size,) of these rows (n,) of a data set."""
        weights, shifts = self._waves
        waves = np.cos(examples.inputs[rows].astype(np.float64) @ weights + shifts) * np.sqrt(2 / WAVES)
        labels = examples.labels[rows]
        sums = [waves[labels == label].sum(axis=0) for label in range(self.classes)]
        return np.concatenate(sums) / len(rows)

    @cached_property
    def _waves(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        rng = np.random.default_rng([self.features, self.classes])
        return rng.standard_normal((self.features, WAVES)) / self.width, rng.uniform(0, 2 * np.pi, WAVES)


SPREAD = 1.0
"""Mean square of a row's own waves: what the sampling error of an embedding of n rows is measured in, n times."""
