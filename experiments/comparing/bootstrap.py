"""How sure a mean is: an interval from the values themselves."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.special import ndtr, stdtrit

RESAMPLES, STREAM = 10_000, 20_150_701
"""Resamples, and the seed of the stream that draws them: the same values always have the same interval."""


def interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Bootstrap interval of the mean of independent values (any unit); None for fewer than two.

    The percentile interval of Efron 1979, with its tails moved outwards as Hesterberg, What teachers should know about the
    bootstrap, 2015, proposes for few values: to Phi(-sqrt(n / (n - 1)) t), t the quantile of Student's distribution with
    n - 1 degrees of freedom. It never reaches beyond the smallest and largest value. Raises ValueError for a level outside
    0 < level < 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"level={level}; allowed: above 0, below 1")
    n = len(values)
    if n < 2:
        return None
    drawn = np.random.default_rng(STREAM).integers(0, n, (RESAMPLES, n))
    means = np.asarray(values, np.float64)[drawn].mean(axis=1)
    tail = float(ndtr(-sqrt(n / (n - 1)) * stdtrit(n - 1, (1 + level) / 2)))
    low, high = np.quantile(means, (tail, 1 - tail))
    return float(low), float(high)
