"""Pay by stake and pay by use, to the base unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.reward.pay_per_use import PayPerUse
from mechanisms.reward.stake_proportional import StakeProportional
from sim.effects.money import Pay
from sim.seams.reward import Reward, RewardView

Submit = Callable[..., Any]


def paid(rule: Reward, view: RewardView) -> dict[str, int]:
    ruling = rule.decide(view, None)
    assert isinstance(ruling, tuple)
    assert ruling[1] is None
    return {pay.to: pay.amount for pay in ruling[0] if isinstance(pay, Pay)}


@pytest.mark.parametrize(
    ("stakes", "pot", "earned"),
    [
        ({"t0": 1, "t1": 2, "t2": 3}, 60, {"t0": 10, "t1": 20, "t2": 30}),
        ({"t0": 1, "t1": 1, "t2": 1}, 11, {"t0": 4, "t1": 4, "t2": 3}),
        ({"t0": 5, "elsewhere": 95}, 60, {"t0": 60}),
        ({}, 60, {}),
    ],
)
def test_stake_is_paid(submit: Submit, stakes: Mapping[str, int], pot: int, earned: dict[str, int]) -> None:
    assert paid(StakeProportional(), RewardView(0, pot, submit([[1.0]] * 3), stakes)) == earned


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(0, 10**15), st.integers(0, 10**15))
def test_a_split_stake_earns_what_it_earned_whole_to_the_last_unit(
    submit: Submit, first: int, second: int, other: int, pot: int
) -> None:
    whole = paid(StakeProportional(), RewardView(0, pot, submit([[1.0]] * 2), {"t0": first + second, "t1": other}))
    halves = {"t0": first, "t2": second, "t1": other}
    split = paid(StakeProportional(), RewardView(0, pot, submit([[1.0]] * 3), halves))
    assert abs(whole.get("t0", 0) - split.get("t0", 0) - split.get("t2", 0)) <= 2


@pytest.mark.parametrize(
    ("royalty", "usage", "earned"),
    [
        (None, {"t0": 3, "t1": 1}, {"t0": 75, "t1": 25}),
        (5, {"t0": 3, "t1": 1}, {"t0": 15, "t1": 5}),
        (30, {"t0": 3, "t1": 1}, {"t0": 75, "t1": 25}),  # 120 are owed and 100 are there
        (5, {"t0": 3, "gone": 9}, {"t0": 15, "gone": 45}),  # who has handed in nothing this time
        (0, {"t0": 3}, {}),
        (None, {}, {}),
    ],
)
def test_use_is_paid(submit: Submit, royalty: int | None, usage: Mapping[str, int], earned: dict[str, int]) -> None:
    assert paid(PayPerUse(royalty), RewardView(0, 100, submit([[1.0]] * 2), {}, usage=usage)) == earned


def test_a_royalty_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"royalty=-1; allowed: 0 or more base units, or null"):
        PayPerUse(-1)
