"""The interval of a mean covers what it says, with few values too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.analysis.interval import interval
from experiments.comparing.comparison import FIRST, SECOND, Comparison, Trial


@pytest.mark.parametrize("n", [2, 3, 5])
def test_few_values_are_covered_as_often_as_many(n: int) -> None:
    """95 %, less three standard errors of .7 % over a thousand draws."""
    draws = np.random.default_rng(7).normal(3.0, 2.0, (1000, n))
    covered = [low <= 3.0 <= high for low, high in (interval(list(values)) or (9.0, 9.0) for values in draws)]
    assert np.mean(covered) >= 0.93


def test_it_is_the_outer_of_students_and_the_bootstraps() -> None:
    """Of 1, 2, 9: mean 4, s = sqrt(19), t(.975; 2) = 4.302653, so 4 -+ 10.828."""
    low, high = interval([1.0, 2.0, 9.0]) or (0.0, 0.0)
    assert (low, high) == (pytest.approx(-6.8281, abs=1e-4), pytest.approx(14.8281, abs=1e-4))


def test_a_difference_that_chance_explains_has_zero_in_its_interval() -> None:
    """t = 2 / (1 / sqrt(3)): p = 0.0742, though all three differences are above 0."""
    trials = [
        Trial(side, seed, "", {"a": 0.0 if side == FIRST else 1.0 + seed})
        for seed in range(3)
        for side in (FIRST, SECOND)
    ]
    (found,) = Comparison({FIRST: [], SECOND: []}, (0, 1, 2), tuple(trials), Path()).differences
    assert found.p == pytest.approx(0.0742, abs=1e-4)
    assert found.low is not None
    assert found.low < 0.0


def test_equal_values_have_no_width_and_one_value_no_interval() -> None:
    assert interval([0.25] * 5) == (0.25, 0.25)
    assert interval([0.25]) is interval([]) is None
