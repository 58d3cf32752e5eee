"""Hundreds of updates, which the rules walk through in parts, against the plainest way to compute the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import trim_mean

from mechanisms.aggregation.centered_clipping import CenteredClipping
from mechanisms.aggregation.geometric_median import GeometricMedian
from mechanisms.aggregation.mean import Mean
from mechanisms.aggregation.median import Median
from mechanisms.aggregation.multi_krum import MultiKrum
from mechanisms.aggregation.trimmed_mean import TrimmedMean
from sim.seams.aggregation import Aggregation

N, P = 200, 3000
UPDATES = np.random.default_rng(3).normal(size=(N, P)).astype(np.float32)
WIDE = UPDATES.astype(np.float64)
ROWS = [1 + place % 7 for place in range(N)]


def krum(neighbours: int) -> int:
    """The update with the lowest sum of squared distances to its nearest others, pair by pair."""
    scores = [
        sum(
            sorted(float(np.square(one - other).sum()) for place, other in enumerate(WIDE) if place != own)[:neighbours]
        )
        for own, one in enumerate(WIDE)
    ]
    return int(np.argmin(scores))


def clipped(radius: float) -> np.ndarray:
    return np.asarray(np.mean([each * min(1.0, radius / float(np.linalg.norm(each))) for each in WIDE], axis=0))


def weiszfeld() -> np.ndarray:
    start = np.median(WIDE, axis=0)
    pulls = [rows / float(np.linalg.norm(each - start)) for rows, each in zip(ROWS, WIDE, strict=True)]
    return np.asarray(np.average(WIDE, axis=0, weights=pulls))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Mean("rows"), lambda: np.average(WIDE, axis=0, weights=ROWS)),
        (Median(), lambda: np.median(WIDE, axis=0)),
        (TrimmedMean(f=50), lambda: trim_mean(WIDE, 0.25, axis=0)),
        (MultiKrum(f=50, m=1), lambda: WIDE[krum(N - 52)]),
        (CenteredClipping(radius=54.0, iterations=1), lambda: clipped(54.0)),  # half of them are longer than sqrt(P)
        (GeometricMedian(iterations=1), weiszfeld),
    ],
    ids=["mean", "median", "trimmed mean", "Krum", "centered clipping", "geometric median"],
)
def test_it_is_what_the_formula_says(
    aggregate: Callable[..., Any], rule: Aggregation, expected: Callable[[], np.ndarray]
) -> None:
    np.testing.assert_allclose(aggregate(rule, UPDATES.tolist(), rows=ROWS), expected(), rtol=1e-6, atol=1e-8)
