"""How sure a mean over few seeds is, and how many it would take."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2, sqrt
from statistics import fmean, stdev

from scipy.special import ndtri, stdtrit

from experiments.analysis.interval import interval

POWER = 0.8
"""Chance with which the seeds that are said to be needed would decide, if mean and spread stay what they are."""
MOST = 100_000
"""Seeds beyond which nobody is told to go."""


def fewest(level: float) -> int:
    """The least number of seeds at which a verdict of this level may be given at all: as many as it takes for equal signs
    alone to be rarer by chance than 1 - level, 2 * 2^-n <= 1 - level. Six at 95 %. With fewer an interval looks narrow
    whenever chance has not shown yet what it can do."""
    return 1 + ceil(log2(1 / (1 - level)) - 1e-9)


def certain(values: Sequence[float], level: float) -> tuple[float, float] | None:
    """`analysis.interval` of the mean of independent values, one a seed; None for fewer than `fewest`."""
    return None if len(values) < fewest(level) else interval(values, level)


def needed(values: Sequence[float], limit: float, level: float) -> int | None:
    """Seeds with which the interval would lie on one side of `limit` with a chance of `POWER`, by mean and spread of these
    values: the least n with (t + z) s / sqrt(n) <= |mean - limit|, Student's t of n - 1 degrees of freedom. None where more
    than `MOST` would not do: the mean lies at the limit itself. Raises StatisticsError for fewer than two values."""
    least = fewest(level)
    apart, spread, luck = abs(fmean(values) - limit), stdev(values), float(ndtri(POWER))

    def enough(n: int) -> bool:
        return (float(stdtrit(n - 1, (1 + level) / 2)) + luck) * spread / sqrt(n) <= apart

    if not enough(MOST):
        return None
    low, high = least - 1, MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
