"""Half-times, changes, trends and likeness, on courses counted by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.validation.economy.arrows import alike
from tests.validation.economy.closing import trend, within
from tests.validation.economy.deserted import first_exit, left
from tests.validation.economy.pairs import Pairs
from tests.validation.readings.course import Course


def course(**given: Any) -> Course:
    """Twenty quiet days of seventy members, but for what is given."""
    days = 20
    series = (
        "price",
        "low",
        "fundamental",
        "depth",
        "supply",
        "staked",
        "volume",
        "fees",
        "true",
        "perceived",
        "unpaid",
    )
    plain: dict[str, Any] = {name: [1.0] * days for name in series}
    plain |= {"price": [0.004] * days, "members": {"trainer": [70.0] * days}, "first": {}}
    return Course.again({**plain, **given})


def test_a_half_time_is_the_day_on_which_half_of_the_way_is_gone() -> None:
    """In logarithms fees fall by 0, 1, 2, 3 from day 10 on and stay at 4: half of it is gone after two days."""
    falling = np.exp([0.0] * 10 + [0.0, -1.0, -2.0, -3.0, -4.0, -4.0, -4.0, -4.0, -4.0, -4.0]).tolist()
    found = Pairs([course(fees=falling)], [course()], since=10)
    assert Pairs([course(fees=falling)], [course()], since=4).half_time("fees") == 8
    assert found.half_time("fees") == 2
    assert np.isnan(found.half_time("price"))


def test_a_change_is_measured_beside_the_run_of_the_same_seed() -> None:
    found = Pairs(
        [course(fees=[90.0] * 20), course(fees=[60.0] * 20)], [course(fees=[100.0] * 20), course(fees=[50.0] * 20)], 10
    )
    assert found.change("fees").mean == pytest.approx((-0.1 + 0.2) / 2)
    assert found.change("fees").runs == 2


def test_a_trend_is_a_yearly_slope() -> None:
    grown = np.exp(0.05 / 365 * np.arange(20)).tolist()
    assert trend(course(price=grown), "price", 5, 20) == pytest.approx(0.05)


def test_one_day_outside_a_band_is_outside() -> None:
    one_low = [70.0] * 19 + [55.0]
    assert within(course(), 20) == (True, True)
    assert within(course(members={"trainer": one_low}), 20) == (False, True)
    assert within(course(members={"trainer": one_low}), 19) == (True, True)
    assert within(course(price=[0.004] * 10 + [0.0087] + [0.004] * 9), 20) == (True, False)


def test_two_runs_are_alike_until_the_first_difference() -> None:
    nan = None
    one, other = course(true=[nan] * 5 + [0.8] * 15), course(true=[nan] * 5 + [0.8] * 7 + [0.7] * 8)
    assert alike(one, other, "true") == 12
    assert alike(one, other, "fees") == 20


def test_who_is_left_is_told_by_role() -> None:
    run = course(members={"trainer": [3.0] * 4 + [0.0] * 16, "developer": [1.0] * 20})
    assert first_exit(run) == 4
    assert left(run, 3) == {"trainer": 3, "developer": 1}
    assert left(run, 4) == {"developer": 1}


def test_a_run_that_is_broken_off_knows_nothing_of_later() -> None:
    run = course(first={"Joined": 0.0, "Left": 7.5})
    short = run.until(7)
    assert (len(short.fees), len(short.inside), short.first) == (7, 7, {"Joined": 0.0})


def test_a_course_comes_back_from_json_as_it_was() -> None:
    run = course(true=[None] + [0.8] * 19)
    again = Course.again(run.plain())
    assert again.plain() == run.plain()
    assert np.isnan(again.true[0])
