"""How many seeds are enough."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.analysis.paired import Paired
from experiments.analysis.planning import detectable, half_width, power, seeds_for_power, seeds_for_width


@pytest.mark.parametrize(("d_z", "seeds"), [(0.2, 199), (0.5, 34), (0.8, 15)])
def test_power_needs_as_many_pairs_as_gpower_says(d_z: float, seeds: int) -> None:
    # G*Power 3.1, t test for matched pairs, two-sided, alpha .05, power .8, for Cohen's small, medium and large
    assert seeds_for_power(1.0, d_z) == seeds_for_power(3.0, -3 * d_z) == seeds


def test_an_interval_needs_as_many_pairs_as_students_table_says() -> None:
    # t(.975; 15) = 2.1314: with 16 pairs and spread 2, half of the interval is 2.1314 * 2 / 4
    assert half_width(2.0, 16) == pytest.approx(1.0657, abs=1e-4)
    assert seeds_for_width(2.0, 1.0657) == 17  # a hair more than 16 reach
    assert seeds_for_width(2.0, 1.0658) == 16
    assert seeds_for_width(0.0, 1e-9) == 2
    assert seeds_for_width(1e9, 1e-9) is None
    assert seeds_for_width(1.0, 1e-3) is None  # 1.96^2 * 10^6 are nearly four million


def test_where_nothing_spreads_two_pairs_find_any_difference() -> None:
    assert seeds_for_power(0.0, 0.1) == 2
    assert detectable(0.0, 5) == 0.0


def test_what_can_be_detected_is_found_four_times_in_five() -> None:
    assert power(detectable(1.0, 34), 34) == pytest.approx(0.8)
    assert detectable(3.0, 34) == pytest.approx(1.5, abs=0.02)  # Cohen's medium effect again


@pytest.mark.parametrize("d_z", [0.5, 0.8, 1.5])
def test_a_planted_difference_is_found_with_the_predicted_number_of_seeds(d_z: float) -> None:
    seeds = seeds_for_power(1.0, d_z)
    assert seeds is not None
    rng = np.random.default_rng(1988)
    for n, least, most in ((seeds, 0.78, 0.87), (max(seeds // 2, 2), 0.0, 0.62)):
        found = np.mean([Paired.of(list(row)).p_value <= 0.05 for row in rng.normal(d_z, 1.0, (2000, n))])
        # .8 and what whole seeds add, with a standard error of .009; half of the seeds find clearly fewer
        assert least <= found <= most


def test_what_cannot_be_planned_is_refused() -> None:
    with pytest.raises(ValueError, match="width=0; allowed: above 0"):
        seeds_for_width(1.0, 0)
    with pytest.raises(ValueError, match="difference=0, power"):
        seeds_for_power(1.0, 0)
