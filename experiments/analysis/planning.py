"""How many seeds are enough: for an interval so wide, or to find a difference so large."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from scipy.optimize import brentq
from scipy.stats import nct, t

LEVEL, POWER, MOST = 0.95, 0.8, 10**6


def half_width(spread: float, n: int, level: float = LEVEL) -> float:
    """Half of Student's interval of the mean of n pairs whose differences have this standard deviation, in its unit."""
    return float(t.ppf((1 + level) / 2, n - 1) * spread / sqrt(n))


def power(d_z: float, n: int, level: float = LEVEL) -> float:
    """Probability that n pairs reject at 1 - level, two-sided, and to the right side, when the true standardised mean
    difference is `d_z`: by the noncentral t distribution with noncentrality d_z * sqrt(n) (Cohen 1988, section 2.3.5)."""
    return float(nct.sf(t.ppf((1 + level) / 2, n - 1), n - 1, abs(d_z) * sqrt(n)))


def seeds_for_width(spread: float, width: float, level: float = LEVEL) -> int | None:
    """Fewest pairs, two at least, whose interval reaches no further than `width` to either side; None beyond a million.

    Raises ValueError unless width > 0."""
    if not width > 0:
        raise ValueError(f"width={width}; allowed: above 0")
    return _fewest(lambda n: half_width(spread, n, level) <= width)


def seeds_for_power(spread: float, difference: float, wanted: float = POWER, level: float = LEVEL) -> int | None:
    """Fewest pairs, two at least, that find a true difference of this size with probability `wanted`, for one metric that
    was chosen before looking; None beyond a million. Raises ValueError for a difference of 0 or a power outside 0 to 1."""
    if difference == 0 or not 0 < wanted < 1:
        raise ValueError(f"difference={difference}, power={wanted}; allowed: not 0; above 0, below 1")
    return 2 if spread == 0 else _fewest(lambda n: power(difference / spread, n, level) >= wanted)


def detectable(spread: float, n: int, wanted: float = POWER, level: float = LEVEL) -> float:
    """The smallest true difference that n pairs find with probability `wanted`, in the unit of the spread: what a comparison
    that found nothing can still rule out. Bloom, Minimum detectable effects, 1995."""
    return float(brentq(lambda d_z: power(d_z, n, level) - wanted, 0.0, 1e3)) * spread if spread else 0.0


def _fewest(enough: Callable[[int], bool]) -> int | None:
    """The smallest n from 2 that is enough, where more always are."""
    high = 2
    while not enough(high):
        if high >= MOST:
            return None
        high *= 2
    low = max(high // 2, 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
