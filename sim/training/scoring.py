"""From logits to a score in integers."""

from __future__ import annotations

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
        found = normaliser - own
        return np.where(np.isfinite(found), found, np.inf)


def hits(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows are right, (..., n): the first of equal logits decides, and a row that is not finite is wrong."""
    return np.asarray((logits.argmax(axis=-1) == labels) & np.isfinite(logits).all(axis=-1))


def scores(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> list[Score]:
    """Correct rows and mean cross-entropy of each member of a stack; logits are (members, n, classes), labels (members, n).
    One row that is not finite makes all of its member worst."""
    rows = labels.shape[-1]
    means, correct = losses(logits, labels).mean(axis=-1), hits(logits, labels).sum(axis=-1)
    return [
        Score(correct=int(right), rows=rows, loss=min(round(float(mean) * 1e6), WORST))
        if np.isfinite(mean)
        else Score(correct=0, rows=rows, loss=WORST)
        for mean, right in zip(means, correct, strict=True)
    ]


def score(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> Score:
    """The same of one member alone; logits are (n, classes)."""
    (found,) = scores(logits[None], labels[None])
    return found
