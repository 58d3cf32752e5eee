"""What pairs of runs with the same seeds say: how large a difference is, and how well chance alone would explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np
from scipy.special import stdtr

SAME = 1e-12
"""Differences that spread by less than this part of the largest are one difference and its rounding."""


@dataclass(frozen=True)
class Paired:
    """Differences of n pairs, in the metric's unit."""

    n: int
    mean: float
    spread: float | None
    """Standard deviation with n - 1; None for a single pair."""

    @classmethod
    def of(cls, differences: Sequence[float]) -> Paired:
        """Raises ValueError without a pair."""
        if not differences:
            raise ValueError("differences=[]; allowed: at least one")
        n, mean = len(differences), fsum(differences) / len(differences)
        if n == 1:
            return cls(n, mean, None)
        spread = float(np.std(np.asarray(differences, np.float64), ddof=1))
        return cls(n, mean, 0.0 if spread <= SAME * max(map(abs, differences)) else spread)

    @property
    def d_z(self) -> float | None:
        """Cohen's d_z, the standardised mean difference of pairs: mean / spread (Cohen, Statistical power analysis for the
        behavioral sciences, 1988, section 2.3.5; Lakens 2013). None where nothing spreads."""
        return self.mean / self.spread if self.spread else None

    @property
    def p_value(self) -> float:
        """Of the hypothesis that both settings are alike, two-sided: Student's t for pairs.

        Where they are alike, either run of a pair could have been the other's, so differences are symmetric about 0, and
        the test keeps its level for any such distribution with long tails (Efron, Student's t-test under symmetry
        conditions, 1969). An exact test by signs would need 1 + log2(m / alpha) seeds before it could find anything among m
        metrics, eleven for forty; but where every difference is the same number, t has no spread to go by and the sign
        test's 2**(1 - n) is taken. A single pair tells nothing: 1.
        """
        if self.mean == 0 or self.spread is None:
            return 1.0
        if self.spread == 0:
            return float(2.0 ** (1 - self.n))
        return float(2 * stdtr(self.n - 1, -abs(self.mean) / self.spread * sqrt(self.n)))
