"""Whether the model is as sure as it is right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.scoring import hits

BINS = 10


def calibration_error(logits: NDArray[np.float32], examples: Examples) -> float:
    """Expected calibration error, 0..1, over ten equal bins of confidence (Guo et al. 2017, arXiv:1706.04599).

    Sum over bins of share of rows x |accuracy - mean confidence|; logits are (n, classes), and a row that is not
    finite counts as sure and wrong.
    """
    with np.errstate(invalid="ignore"):
        wide = logits.astype(np.float64)
        wide = np.exp(wide - wide.max(axis=1, keepdims=True))
        confidence = np.nan_to_num(wide.max(axis=1) / wide.sum(axis=1), nan=1.0)
    correct = hits(logits, examples.labels)
    bins = np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)  # (0, .1], (.1, .2], ...
    gaps = np.bincount(bins, weights=correct - confidence, minlength=BINS)
    return float(np.abs(gaps).sum() / len(correct))
