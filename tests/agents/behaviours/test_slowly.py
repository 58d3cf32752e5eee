"""A large order is given in equal parts, and is done by its deadline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agents.behaviours.slowly import FORTNIGHT, instalment
from sim.durations import DAY


def parts(whole: int, deadline: float, step: float) -> list[int]:
    left, now, traded = whole, 0.0, []
    while left:
        traded.append(instalment(left, now, deadline, step))
        left, now = left - traded[-1], now + step
    return traded


def test_equal_parts_at_equal_times() -> None:
    assert parts(28, FORTNIGHT, DAY) == [2] * 14
    assert parts(10, 4 * DAY, DAY) == [3, 3, 2, 2]


def test_what_was_missed_is_caught_up_and_nothing_outlasts_the_deadline() -> None:
    assert instalment(28, 7 * DAY, FORTNIGHT, DAY) == 4
    assert instalment(28, 13 * DAY, FORTNIGHT, DAY) == 28
    assert instalment(28, 20 * DAY, FORTNIGHT, DAY) == 28
    assert instalment(0, 0.0, FORTNIGHT, DAY) == 0


@given(some.integers(0, 10**18), some.integers(1, 200), some.sampled_from([0.1, 3600.0, 21_600.0]))
def test_all_of_it_is_traded_in_no_more_parts_than_there_are_steps(whole: int, steps: int, step: float) -> None:
    traded = parts(whole, steps * step, step)
    assert sum(traded) == whole
    assert len(traded) <= steps
    assert not traded or max(traded) - min(traded) <= 1


@pytest.mark.parametrize(("remaining", "step"), [(-1, DAY), (1, 0.0), (1, float("nan"))])
def test_sizes_out_of_range_are_refused(remaining: int, step: float) -> None:
    with pytest.raises(ValueError, match="allowed: 0 or more base units, above 0 seconds"):
        instalment(remaining, 0.0, DAY, step)
