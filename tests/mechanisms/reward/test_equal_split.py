"""Equal shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.reward.equal_split import EqualSplit
from sim.effects.money import Pay
from sim.seams.reward import RewardView


@pytest.mark.parametrize(
    ("pot", "paid"),
    [
        (9, [Pay("t0", 3), Pay("t1", 3), Pay("t2", 3)]),
        (11, [Pay("t0", 4), Pay("t1", 4), Pay("t2", 3)]),
        (2, [Pay("t0", 1), Pay("t1", 1)]),
        (0, []),
    ],
)
def test_the_pot_is_split_to_the_base_unit(submit: Callable[..., Any], pot: int, paid: list[Pay]) -> None:
    accepted = submit([[1.0], [2.0], [3.0]], scores=[900, 0, -5])
    assert EqualSplit().decide(RewardView(0, pot, accepted, {}), None) == (paid, None)


def test_with_nobody_accepted_the_pot_stays() -> None:
    assert EqualSplit().decide(RewardView(0, 100, (), {}), None) == ([], None)
