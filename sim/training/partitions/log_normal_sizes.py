"""Everybody holds the same kind of data, but some hold far more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.partition import by_owner, enough


@dataclass(frozen=True)
class LogNormalSizes:
    """Rows shuffled and cut in proportion to exp(sigma x N(0, 1)); sigma 0 is `Iid`."""

    sigma: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.sigma <= 10:
            raise ValueError(f"LogNormalSizes.sigma={self.sigma}; allowed: 0 to 10")

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        enough(len(labels), shards)
        weights = np.exp(self.sigma * rng.standard_normal(shards))
        edges = np.cumsum(weights / weights.sum())[:-1]
        places = (rng.permutation(len(labels)) + 0.5) / len(labels)
        return by_owner(np.searchsorted(edges, places).astype(np.int64), shards)
