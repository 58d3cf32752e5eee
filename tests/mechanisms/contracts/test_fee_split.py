"""Fees are divided whole: by provenance, by stake, and never into the void."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.contracts.fee_split import FeeSplit
from sim.effects.money import Pay

SPLIT = FeeSplit(contributors=750, developers=50, holders=200, treasury=0)


def paid(fees: int, provenance: dict[str, int], stakes: dict[str, int], split: FeeSplit = SPLIT) -> dict[str, int]:
    payments = split.payments(fees, "dev", provenance, stakes, "treasury", "usd")
    assert all(isinstance(pay, Pay) and pay.asset == "usd" for pay in payments)
    return {pay.to: pay.amount for pay in payments}


def test_contributors_by_what_the_rounds_paid_them_and_holders_by_stake() -> None:
    assert paid(1000, {"ann": 2, "bob": 1}, {"ann": 1, "cid": 3}) == {"ann": 550, "bob": 250, "cid": 150, "dev": 50}


def test_a_model_of_its_own_pays_its_owner() -> None:
    assert paid(1000, {}, {"cid": 3}) == {"dev": 800, "cid": 200}


def test_without_stakes_the_treasury_gets_the_holders_part() -> None:
    assert paid(1000, {"ann": 1}, {"cid": 0}) == {"ann": 750, "dev": 50, "treasury": 200}


def test_the_treasury_has_a_part_of_its_own() -> None:
    assert paid(1000, {"ann": 1}, {}, FeeSplit(500, 100, 300, 100)) == {"ann": 500, "dev": 100, "treasury": 400}


@given(fees=st.integers(0, 10**15), weights=st.lists(st.integers(0, 10**9), max_size=5))
def test_nothing_is_left_and_nothing_is_made(fees: int, weights: list[int]) -> None:
    who = {f"a{n}": weight for n, weight in enumerate(weights)}
    assert sum(paid(fees, who, who).values()) == fees


@pytest.mark.parametrize("parts", [(1000, 0, 0, 1), (1001, -1, 0, 0), (0, 0, 0, 0)])
def test_the_parts_are_a_thousand(parts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="together 1000"):
        FeeSplit(*parts)
