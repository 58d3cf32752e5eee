"""KA12 through the rule: prices in the integers of EIP-1559."""

from __future__ import annotations

import pytest

from mechanisms.pricing.base_fee import BaseFee
from sim.effects.judgement import Publish
from sim.seams.pricing import PricingView


def priced(rule: BaseFee, price: int, demanded: int, target: int) -> int:
    effects, state = rule.decide(PricingView("query", price, demanded, target, 0.0), None)  # type: ignore[misc]
    (published,) = effects
    assert isinstance(published, Publish)
    assert (published.what, state) == ("price", None)
    return int(published.value)


@pytest.mark.parametrize(
    ("demanded", "price"),
    [
        (10_000_000, 1_000_000_000),
        (9_000_000, 987_500_000),
        (11_000_000, 1_012_500_000),
        (20_000_000, 1_125_000_000),
        (0, 875_000_000),
    ],
)
def test_prices_of_go_ethereum(demanded: int, price: int) -> None:
    """consensus/misc/eip1559/eip1559_test.go."""
    assert priced(BaseFee(), 10**9, demanded, 10_000_000) == price


def test_ten_full_periods() -> None:
    price = 10**9
    for _ in range(10):
        price = priced(BaseFee(), price, 2, 1)
    assert price == 3_247_321_023


def test_it_rises_by_one_at_least_and_keeps_to_its_floor() -> None:
    assert priced(BaseFee(), 7, 11, 10) == 8
    assert priced(BaseFee(floor=7), 7, 0, 10) == 7
    assert priced(BaseFee(floor=7), 0, 0, 0) == 7


def test_without_a_target_it_stays() -> None:
    assert priced(BaseFee(), 70, 99, 0) == 70


@pytest.mark.parametrize("given", [{"denominator": 0}, {"floor": -1}])
def test_what_makes_no_sense_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        BaseFee(**given)
