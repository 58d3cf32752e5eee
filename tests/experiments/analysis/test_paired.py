"""Pairs of runs: effect size, p-value, and that neither makes anything of chance."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.analysis.holm import adjusted
from experiments.analysis.paired import Paired

SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
"""Hours of sleep gained by ten patients with each of two drugs (Student, The probable error of a mean, 1908)."""


def test_students_own_data_have_students_own_answer() -> None:
    found = Paired.of([second - first for first, second in zip(*SLEEP, strict=True)])
    # t = 4.0621 with 9 degrees of freedom, p = .002833, as R's t.test(paired = TRUE) on its data set `sleep`
    assert found.mean == pytest.approx(1.58)
    assert found.d_z == pytest.approx(4.0621 / 10**0.5, rel=1e-4)
    assert found.p_value == pytest.approx(0.002833, rel=1e-3)


def test_differences_that_are_all_the_same_have_the_p_of_the_sign_test() -> None:
    found = Paired.of([0.3 - 0.2, 0.1, 1.1 - 1.0, 0.1])
    assert (found.spread, found.d_z, found.p_value) == (0.0, None, 0.125)  # 2 * (1/2)**4


def test_one_pair_and_no_difference_tell_nothing() -> None:
    assert [Paired.of([2.0]).p_value, Paired.of([0.0, 0.0]).p_value] == [1.0, 1.0]
    with pytest.raises(ValueError, match="at least one"):
        Paired.of([])


def test_holm_adjusts_as_published() -> None:
    # the worked example of Wikipedia's Holm-Bonferroni method: .01, .04, .03, .005
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert adjusted([0.9, 0.8]) == [1.0, 1.0]
    assert adjusted([]) == []


DRAWS = {
    "normal": lambda rng, size: rng.normal(0, 1, size),
    "long tails": lambda rng, size: rng.standard_t(3, size),
    "skewed": lambda rng, size: rng.lognormal(0, 1, size),
    "counts": lambda rng, size: rng.poisson(2.0, size).astype(float),
}


@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("n", [5, 8, 16])
def test_two_settings_that_are_alike_are_told_apart_at_the_nominal_level(kind: str, n: int) -> None:
    first, second = DRAWS[kind](np.random.default_rng(1908), (2, 2000, n))
    rejected = np.mean([Paired.of(list(row)).p_value <= 0.05 for row in second - first])
    # .05, with a standard error of .0049 over 2,000 comparisons; symmetric differences with long tails are rejected less
    assert 0.01 <= rejected <= 0.065


def test_among_forty_alike_metrics_that_hang_together_one_is_told_apart_in_a_twentieth_of_comparisons() -> None:
    rng = np.random.default_rng(1979)
    hit = 0
    for _ in range(500):
        common = rng.normal(0, 1, (1, 8))
        differences = 0.7 * common + rng.normal(0, 1, (40, 8))
        hit += min(adjusted([Paired.of(list(row)).p_value for row in differences])) <= 0.05
    # at most .05, with a standard error of .0097 over 500
    assert 0 < hit / 500 <= 0.07
