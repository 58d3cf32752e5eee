"""How well a model ranks the few that matter above the many that do not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from sim.lab import Examples


def average_precision(logits: NDArray[np.float32], examples: Examples) -> float:
    """Average precision of class 1 among two, 0..1: sum over thresholds of the gain in recall times precision.

    The measure for rare positives, where always answering no is nearly always right (Dal Pozzolo et al. 2015, on card
    fraud); blind guessing gets the share of positives. Logits are (n, 2); a row that is not finite ranks last. Raises
    ValueError for another number of classes, and when no row is positive.
    """
    if logits.shape[1] != 2:
        raise ValueError(f"{logits.shape[1]} classes; the probe average_precision needs two")
    if not (examples.labels == 1).any():
        raise ValueError("no row is of class 1; the probe average_precision needs one that is")
    finite = np.isfinite(logits).all(axis=1)
    with np.errstate(invalid="ignore", over="ignore"):
        margin = logits[:, 1].astype(np.float64) - logits[:, 0]
    return float(average_precision_score(examples.labels == 1, np.where(finite, margin, -1e300)))
