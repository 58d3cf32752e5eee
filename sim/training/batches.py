"""Which rows a local SGD sees, step by step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Training


def batches(job: Training) -> NDArray[np.int64]:
    """Positions in `job.rows`, shape (steps, batch).

    Consecutive permutations, laid end to end, so that every batch is full and the first k steps are those of the k-step
    job; a batch may straddle two permutations, or repeat a row when there are fewer rows than its size.
    """
    rng = np.random.default_rng(job.seed)
    due = job.steps * job.batch
    epochs = -(-due // len(job.rows))
    order = [rng.permutation(len(job.rows)) for _ in range(epochs)]
    flat = np.concatenate(order)[:due] if order else np.empty(0, dtype=np.int64)
    return flat.reshape(job.steps, job.batch)
