"""Bonds: what is asked at the door, what a fault costs, when a stake comes back."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.staking.bonded import Bonded
from sim.effects.effect import Effect
from sim.effects.law import Revert
from sim.effects.money import Lock, Slash, Unlock
from sim.seams.staking import StakingView

RULE = Bonded(bond=100, bonds={"validator": 1000}, slash=500, unbonding=700.0)


def join(role: str, offered: int, staked: int = 0) -> StakingView:
    return StakingView("join", "ann", role, staked, offered, now=50.0)


@pytest.mark.parametrize(
    ("view", "effect"),
    [
        (join("trainer", 100), Lock("ann", 100)),
        (join("trainer", 250), Lock("ann", 250)),
        (join("trainer", 99), Revert("ann offers 99, a trainer must bond 100")),
        (join("validator", 999), Revert("ann offers 999, a validator must bond 1000")),
        (join("validator", 1000), Lock("ann", 1000)),
        (join("trainer", 99, staked=5000), Revert("ann offers 99, a trainer must bond 100")),
        (StakingView("leave", "ann", "trainer", 250, 0, now=50.0), Unlock("ann", 250, at=750.0)),
        (StakingView("fault", "ann", "trainer", 251, 0, 50.0, "wrong work"), Slash("ann", 125, "burned")),
    ],
)
def test_an_event_has_one_effect(view: StakingView, effect: Effect) -> None:
    assert RULE.decide(view, None) == ([effect], None)


def test_slashed_money_may_go_to_the_treasury() -> None:
    fault = StakingView("fault", "ann", "trainer", 10**18, 0, now=0.0)
    assert Bonded(slash=1, slash_to="treasury").decide(fault, None) == ([Slash("ann", 10**15, "treasury")], None)


def test_a_stake_takes_seven_days_to_unbond_unless_told_otherwise() -> None:
    leave = StakingView("leave", "ann", "trainer", 5, 0, now=0.0)
    assert Bonded().decide(leave, None) == ([Unlock("ann", 5, at=604_800.0)], None)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"bond": -1}, r"^bond=-1, bonds=\{\}; allowed: 0 or more"),
        ({"bonds": {"trainer": -2}}, r"bonds=\{'trainer': -2\}; allowed: 0 or more"),
        ({"slash": 1001}, r"^slash=1001; allowed: 0 to 1000"),
        ({"slash_to": "me"}, r"^slash_to='me'; allowed: burned, treasury"),
        ({"unbonding": float("nan")}, r"^unbonding=nan; allowed: 0 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        Bonded(**given)
