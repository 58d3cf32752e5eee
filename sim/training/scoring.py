"""From logits to a score in integers."""

from __future__ import annotations

from math import isfinite

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Score

WORST = 10**9
"""The largest loss a score reports, in 1e-6 nats: also what a candidate gets whose parameters or logits are not finite."""


def losses(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cross-entropy of each row in nats, (..., n), from logits (..., n, classes); infinite where a logit is not finite."""
    with np.errstate(over="ignore", invalid="ignore"):
        wide = logits.astype(np.float64)
        wide -= wide.max(axis=-1, keepdims=True)
        normaliser = np.log(np.exp(wide).sum(axis=-1))
        own = np.take_along_axis(wide, labels[..., None], axis=-1)[..., 0]
        return np.where(np.isfinite(logits).all(axis=-1), normaliser - own, np.inf)


def hits(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows are right, (..., n): the first of equal logits decides, and a row that is not finite is wrong."""
    return np.asarray((logits.argmax(axis=-1) == labels) & np.isfinite(logits).all(axis=-1))


def tally(loss: float, correct: int, rows: int) -> Score:
    """The score of a summed loss and the number of right rows. An infinite loss is worst: some row is not finite."""
    if not isfinite(loss):
        return Score(correct=0, rows=rows, loss=WORST)
    return Score(correct, rows, min(round(loss / rows * 1e6), WORST))
