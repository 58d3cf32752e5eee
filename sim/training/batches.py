"""Which rows a local SGD sees, step by step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Training


def batches(job: Training) -> NDArray[np.int64]:
    """Rows of the data set, shape (steps, batch).

    Consecutive permutations of the job's rows, laid end to end, so that every batch is full and the first k steps are
    those of the k-step job; a batch may straddle two permutations, or repeat a row when there are fewer than its size.
    """
    rng, due = np.random.default_rng(job.seed), job.steps * job.batch
    flat = np.empty(due, dtype=np.int64)
    for begin in range(0, due, len(job.rows)):
        end = min(begin + len(job.rows), due)
        flat[begin:end] = rng.permutation(len(job.rows))[: end - begin]
    if isinstance(job.rows, range):
        flat += job.rows.start
    else:
        flat = np.array(job.rows, dtype=np.int64)[flat]
    return flat.reshape(job.steps, job.batch)
