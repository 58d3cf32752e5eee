"""KA17: issues that halve, by the calendar as in Bitcoin and by what was issued as in Bittensor."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.supply.halving import Halving
from sim.effects.money import Mint
from sim.seams.supply import SupplyView

SATOSHI = 10**8
RAO = 10**9
BITCOIN = Halving(first=50 * SATOSHI, every=210_000)
BITTENSOR = Halving(first=RAO, every=None, cap=21_000_000 * RAO)


def issued(rule: Halving, period: int = 0, before: int = 0) -> int:
    effects, state = rule.decide(SupplyView(period, 10**15, before, "treasury", 0), None)  # type: ignore[misc]
    assert state is None
    assert all(effect.to == "treasury" for effect in effects if isinstance(effect, Mint))
    return sum(effect.amount for effect in effects if isinstance(effect, Mint))


def test_bitcoin_ends_short_of_21_millions() -> None:
    """2,099,999,997,690,000 satoshi, the sum over 33 eras of 210,000 blocks with subsidies rounded down."""
    assert sum(210_000 * issued(BITCOIN, era * 210_000) for era in range(40)) == 2_099_999_997_690_000


@pytest.mark.parametrize(
    ("period", "subsidy"), [(0, 50 * SATOSHI), (209_999, 50 * SATOSHI), (210_000, 25 * SATOSHI), (840_000, 312_500_000)]
)
def test_a_block_of_bitcoin_earns_half_after_210_000(period: int, subsidy: int) -> None:
    assert issued(BITCOIN, period) == subsidy


@pytest.mark.parametrize(
    ("before", "emission"),
    [(0, 1.0), (10_499_999, 1.0), (10_500_000, 0.5), (15_750_000, 0.25), (18_375_000, 0.125), (21_000_000, 0.0)],
)
def test_bittensor_halves_by_what_was_issued(before: int, emission: float) -> None:
    """opentensor/subtensor, block_emission.rs: 2^-floor(log2(1 / (1 - I / 21e6)))."""
    assert issued(BITTENSOR, before=before * RAO) == int(emission * RAO)


def test_a_cap_cuts_the_last_issue() -> None:
    assert issued(Halving(first=100, every=10, cap=250), period=3, before=200) == 50
    assert issued(Halving(first=100, every=10, cap=250), period=3, before=250) == 0
    assert issued(Halving(first=100, every=1), period=7) == 0


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"first": -1}, "first=-1; "),
        ({"every": 0}, "every=0; "),
        ({"cap": 0}, "cap=0; "),
        ({"every": None}, "every=None, cap=None; "),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        Halving(**given)
