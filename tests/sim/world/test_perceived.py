"""A certificate, and how experience wears it down."""

from __future__ import annotations

import pytest

from sim.durations import DAY
from sim.world.perceived import Outcomes, Perception


def test_without_reports_the_certificate_stands() -> None:
    assert Perception().of(0.9, Outcomes(), 30 * DAY) == 0.9


def test_as_many_reports_as_the_prior_weigh_as_much() -> None:
    assert Perception(prior=500).of(0.9, Outcomes(250, 500, 0.0), 0.0) == pytest.approx(0.7)


def test_after_a_half_life_reports_count_half() -> None:
    late = Outcomes(250, 500, 0.0).faded(7 * DAY, 7 * DAY)
    assert (late.succeeded, late.tried) == (125.0, 250.0)
    assert Outcomes(250, 500, 0.0).after(50, 50, 7 * DAY, 7 * DAY) == Outcomes(175.0, 300.0, 7 * DAY)
    assert Perception(prior=500).of(0.9, Outcomes(250, 500, 0.0), 7 * DAY) == pytest.approx((450 + 125) / 750)


@pytest.mark.parametrize("wrong", [{"prior": 0.0}, {"half_life": -1.0}])
def test_a_prior_and_a_half_life_are_positive(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="allowed:"):
        Perception(**wrong)
