"""From logits to a score in integers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Score

WORST = 10**9
"""The largest loss a score reports, in 1e-6 nats: also what a candidate gets whose parameters or logits are not finite."""


def losses(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cross-entropy of each row in nats, (n,), from logits (n, classes); infinite where a logit is not finite."""
    with np.errstate(over="ignore", invalid="ignore"):
        wide = logits.astype(np.float64)
        wide -= wide.max(axis=1, keepdims=True)
        normaliser = np.log(np.exp(wide).sum(axis=1))
        return np.asarray(np.nan_to_num(normaliser - wide[np.arange(len(labels)), labels], nan=np.inf, posinf=np.inf))


def hits(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows are right, (n,): the first of equal logits decides, and a row that is not finite is wrong."""
    return np.asarray((logits.argmax(axis=1) == labels) & np.isfinite(logits).all(axis=1))


def score(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> Score:
    """Correct rows and mean cross-entropy; logits are (n, classes). One row that is not finite makes all of it worst."""
    mean = float(losses(logits, labels).mean())
    if not np.isfinite(mean):
        return Score(correct=0, rows=len(labels), loss=WORST)
    return Score(correct=int(hits(logits, labels).sum()), rows=len(labels), loss=min(round(mean * 1e6), WORST))
