"""Everybody knows a few classes only: the pathological split of federated learning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.partition import by_owner, enough


@dataclass(frozen=True)
class ByLabel:
    """Rows sorted by label, cut into equal pieces, `labels_per_shard` of them dealt to each shard (McMahan et al. 2017,
    arXiv:1602.05629). A piece may straddle two labels.
    """

    labels_per_shard: int = 2

    def __post_init__(self) -> None:
        if self.labels_per_shard < 1:
            raise ValueError(f"ByLabel.labels_per_shard={self.labels_per_shard}; allowed: at least 1")

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        pieces = shards * self.labels_per_shard
        enough(len(labels), pieces)
        shuffled = rng.permutation(len(labels))
        ordered = shuffled[np.argsort(labels[shuffled], kind="stable")]
        dealt = rng.permutation(pieces) % shards
        owner = np.empty(len(labels), dtype=np.int64)
        for piece, shard in zip(np.array_split(ordered, pieces), dealt, strict=True):
            owner[piece] = shard
        return by_owner(owner, shards)
