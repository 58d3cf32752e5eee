"""The seam to a partition: who holds which training rows."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Partition(Protocol):
    """A way to share out rows. Every row goes to exactly one shard and no shard is empty."""

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        """Rows of each shard, ascending, for labels (n,) and where each row comes from (n,), if the task knows.

        Raises ValueError when there are too few rows, or when nothing is known that the partition needs.
        """


def enough(rows: int, pieces: int) -> None:
    """Raises ValueError unless `rows` can be cut into that many non-empty pieces."""
    if not 1 <= pieces <= rows:
        raise ValueError(f"pieces={pieces} of {rows} rows; allowed: 1 to {rows}, at least one row each")


def by_owner(owner: NDArray[np.int64], shards: int) -> list[NDArray[np.int64]]:
    """Rows of each shard, given the shard of each row (n,). An empty shard takes a row from the largest one."""
    sizes = np.bincount(owner, minlength=shards)
    for poor in np.flatnonzero(sizes == 0):
        rich = int(sizes.argmax())
        owner[np.flatnonzero(owner == rich)[-1]] = poor
        sizes[rich], sizes[poor] = sizes[rich] - 1, 1
    # One stable sort: to look through all rows for every shard takes hours where both are many.
    return np.split(np.argsort(owner, kind="stable"), np.cumsum(sizes)[:-1])
