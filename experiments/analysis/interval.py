"""How sure a mean of few values is."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np

from experiments.analysis.planning import half_width
from experiments.comparing import bootstrap


def interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Of the mean of independent values, in their unit; None for fewer than two.

    At each end the outer one of two: Student's (1908), which is right for few values of no great skew, and that of
    `experiments.comparing.bootstrap`, which follows the skew. So it covers at least as often as either. The bootstrap
    alone never reaches beyond the values that there are, and at 95 % would cover three of them 3 times in 4, and two of
    them once in 2.
    """
    ends = bootstrap.interval(values, level)
    if ends is None:
        return None
    mean, half = fsum(values) / len(values), half_width(float(np.std(values, ddof=1)), len(values), level)
    return min(ends[0], mean - half), max(ends[1], mean + half)
