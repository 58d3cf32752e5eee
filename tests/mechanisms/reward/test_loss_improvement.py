"""Pay for loss removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.reward.loss_improvement import LossImprovement
from sim.effects.money import Pay
from sim.seams.reward import RewardView


@pytest.mark.parametrize(
    ("floor", "scores", "paid"),
    [
        (0, [300, 100, 0], [Pay("t0", 75), Pay("t1", 25)]),
        (0, [300, 100, -500], [Pay("t0", 75), Pay("t1", 25)]),
        (60, [300, 120, 60], [Pay("t0", 80), Pay("t1", 20)]),
        (0, [1, 1, 1], [Pay("t0", 34), Pay("t1", 33), Pay("t2", 33)]),
        (300, [300, 100, 0], []),
    ],
)
def test_a_pot_of_100_goes_by_what_is_above_the_floor(
    submit: Callable[..., Any], floor: int, scores: list[int], paid: list[Pay]
) -> None:
    accepted = submit([[1.0], [2.0], [3.0]], scores=scores)
    assert LossImprovement(floor).decide(RewardView(0, 100, accepted, {}), None) == (paid, None)


def test_with_nobody_accepted_the_pot_stays() -> None:
    assert LossImprovement().decide(RewardView(0, 100, (), {}), None) == ([], None)


def test_harm_is_never_paid_for() -> None:
    with pytest.raises(ValueError, match=r"^floor=-1; allowed: 0 or more"):
        LossImprovement(floor=-1)
