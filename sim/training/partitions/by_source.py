"""Everybody holds what one source sees: a clinic its patients, a shop its customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.partition import by_owner, enough


@dataclass(frozen=True)
class BySource:
    """Shard k holds rows of source k modulo the number of sources, on every day: a provider stays what it is.

    With more shards than sources a source is shared out evenly among its shards; with fewer, a shard holds several
    sources whole. `strays` is the share of rows that lie in any shard: what was copied, bought or scraped elsewhere; at 1
    all shards are alike. The natural split of federated learning (Caldas et al. 2018, arXiv:1812.01097).
    """

    strays: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.strays <= 1:
            raise ValueError(f"BySource.strays={self.strays}; allowed: 0 to 1 (share of rows)")

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        if sources is None:
            raise ValueError(
                "by_source: this task does not say where its rows come from; allowed: another partition or task"
            )
        enough(len(labels), shards)
        owner, many = np.empty(len(labels), dtype=np.int64), int(sources.max()) + 1
        for source in np.unique(sources):
            mine = rng.permutation(np.flatnonzero(sources == source))
            homes = np.arange(source % shards, shards, many)
            owner[mine] = homes[np.arange(len(mine)) % len(homes)]
        stray = rng.random(len(labels)) < self.strays
        return by_owner(np.where(stray, rng.integers(shards, size=len(labels)), owner), shards)
