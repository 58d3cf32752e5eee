"""KA49: concentration of holdings, against closed forms and small cases counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import exp, log
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.metrics.gini import gini_coefficient
from experiments.metrics.herfindahl import herfindahl_index
from experiments.metrics.nakamoto import nakamoto_coefficient

METRICS = (gini_coefficient, herfindahl_index, nakamoto_coefficient)
GRID = [(i + 0.5) / 20_000 for i in range(20_000)]
"""Midpoints of equal parts of 0..1: their quantiles are a sample without noise."""


@pytest.mark.parametrize(
    ("holdings", "gini"),
    [([1, 2, 3, 4], 0.25), ([4, 2, 1, 3], 0.25), ([0, 0, 0, 1], 0.75), ([7, 7, 7], 0.0), ([5], 0.0)],
)
def test_gini_of_small_cases(holdings: list[int], gini: float) -> None:
    assert gini_coefficient(holdings) == gini


@pytest.mark.parametrize(
    ("quantile", "gini", "tolerance"),
    [
        (lambda q: q, 1 / 3, 1e-4),
        (lambda q: -log(1 - q), 0.5, 1e-3),
        (lambda q: exp(NormalDist().inv_cdf(q)), 0.5205, 1e-3),  # erf(sigma / 2) at sigma = 1
        (lambda q: (1 - q) ** (-1 / 3), 0.2, 1e-3),  # 1 / (2 alpha - 1) at alpha = 3
    ],
    ids=["uniform", "exponential", "lognormal", "pareto"],
)
def test_gini_of_a_distribution(quantile: Callable[[float], float], gini: float, tolerance: float) -> None:
    assert gini_coefficient([quantile(q) for q in GRID]) == pytest.approx(gini, abs=tolerance)


@pytest.mark.parametrize(("mean", "gini"), [(1, 0.66667), (10, 0.52381), (100, 0.50249)])
def test_gini_of_a_geometric_distribution(mean: int, gini: float) -> None:
    """(1 + m) / (1 + 2m) for P(k) = (1 - r) r^k, r = m / (1 + m): wealth after random exchange without debt."""
    ratio = log(mean / (1 + mean))
    assert gini_coefficient([int(log(1 - q) / ratio) for q in GRID]) == pytest.approx(gini, abs=1e-3)


@pytest.mark.parametrize(
    ("holdings", "threshold", "holders"),
    [
        ([4, 3, 2, 1], Fraction(1, 2), 2),
        ([51, 49], Fraction(1, 2), 1),
        ([1] * 10, Fraction(1, 2), 6),
        ([1] * 10, Fraction(1, 3), 4),
        ([5, 0, 0], Fraction(0), 1),
    ],
)
def test_nakamoto_counts_the_fewest_who_have_more_than_the_threshold(
    holdings: list[int], threshold: Fraction, holders: int
) -> None:
    assert nakamoto_coefficient(holdings, threshold) == holders


@pytest.mark.parametrize(("holdings", "index"), [([4, 3, 2, 1], 0.30), ([1, 1, 1, 1], 0.25), ([9], 1.0)])
def test_herfindahl_of_small_cases(holdings: list[int], index: float) -> None:
    assert herfindahl_index(holdings) == pytest.approx(index, abs=1e-15)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("holdings", [[], [0, 0], [3, -1], [1.0, float("nan")]])
def test_what_has_no_concentration_is_refused(metric: Callable[[list[float]], float], holdings: list[float]) -> None:
    with pytest.raises(ValueError, match="allowed: "):
        metric(holdings)


@given(st.lists(st.integers(0, 2**62), min_size=1, max_size=30).filter(any), st.integers(1, 10**9))
def test_the_unit_of_account_does_not_matter(holdings: list[int], unit: int) -> None:
    for metric in METRICS:
        assert metric([held * unit for held in holdings]) == metric(holdings)
