"""When somebody comes."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from sim.durations import DAY, HOUR
from sim.world.arrivals import arrival
from sim.world.demand import Demand

EVEN = Demand(requests=24.0, people=1, swing=0.0, growth=0.0)
"""Once an hour."""


def times(demand: Demand, pace: float = 1.0, many: int = 5000) -> np.ndarray:
    rng, found = np.random.default_rng(0), [0.0]
    for _ in range(many):
        found.append(arrival(demand, pace, found[-1], rng))
    return np.array(found[1:])


def test_who_comes_once_an_hour_comes_after_an_hour_on_average_and_by_chance() -> None:
    gaps = np.diff(times(EVEN))
    assert gaps.mean() == pytest.approx(HOUR, rel=0.05)  # a standard error of .014
    assert gaps.std() == pytest.approx(HOUR, rel=0.08)  # exponential: as much as the mean
    assert np.diff(times(EVEN, pace=3.0)).mean() == pytest.approx(HOUR / 3, rel=0.05)


def test_a_person_of_ten_has_a_tenth_of_the_requests() -> None:
    ten = Demand(requests=24.0, people=10, swing=0.0, growth=0.0)
    assert np.diff(times(ten, many=2000)).mean() == pytest.approx(10 * HOUR, rel=0.08)


def test_who_comes_less_than_once_a_day_is_not_hurried() -> None:
    seldom = Demand(requests=0.05, people=1, swing=0.5, growth=0.0)
    assert np.diff(times(seldom, many=2000)).mean() == pytest.approx(20 * DAY, rel=0.08)


def test_more_come_by_day_than_by_night_and_more_next_year() -> None:
    swung = times(Demand(requests=24.0, people=1, swing=1.0, peak=12.0, growth=0.0)) % DAY
    # The integral of (1 + cos x) / 2 pi from -pi/2 to pi/2: a half and one part in pi.
    assert np.mean((swung > 6 * HOUR) & (swung < 18 * HOUR)) == pytest.approx(0.8183, abs=0.02)
    grown = times(Demand(requests=24.0, people=1, swing=0.0, growth=1.0), many=20_000)
    # (e - 1) x 24 x 365 = 15,052 in the first year.
    assert np.count_nonzero(grown < 365 * DAY) == pytest.approx(15_052, rel=0.03)


def test_who_wants_nothing_never_comes() -> None:
    rng = np.random.default_rng(0)
    assert arrival(Demand(requests=0.0), 1.0, 5.0, rng) == inf
    assert arrival(EVEN, 0.0, 5.0, rng) == inf
