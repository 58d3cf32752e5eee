"""Everybody holds the same kind of data, and equally much of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.partition import enough


@dataclass(frozen=True)
class Iid:
    """Rows shuffled and dealt; sizes differ by one at most."""

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        enough(len(labels), shards)
        return [np.sort(part) for part in np.array_split(rng.permutation(len(labels)), shards)]
