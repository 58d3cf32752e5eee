"""Labels spread unevenly: the usual knob for heterogeneous clients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.partition import by_owner, enough


@dataclass(frozen=True)
class Dirichlet:
    """Each class is shared out by proportions from a symmetric Dirichlet over shards (Hsu et al. 2019, arXiv:1909.06335).

    A small `alpha` leaves each shard few classes and makes sizes unequal; a large one approaches `Iid`.
    """

    alpha: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.alpha < np.inf:
            raise ValueError(f"Dirichlet.alpha={self.alpha}; allowed: above 0")

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        enough(len(labels), shards)
        owner = np.empty(len(labels), dtype=np.int64)
        for label in np.unique(labels):
            mine = rng.permutation(np.flatnonzero(labels == label))
            edges = np.cumsum(rng.dirichlet(np.full(shards, self.alpha)))[:-1]
            owner[mine] = np.searchsorted(edges, (np.arange(len(mine)) + 0.5) / len(mine))
        return by_owner(owner, shards)
