"""What an order gets: from a pool, KA13, and at a set rate."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.exchange.constant_product import ConstantProduct, bought
from mechanisms.exchange.fixed_rate import FixedRate
from sim.effects.money import Swap
from sim.seams.exchange import Exchange, ExchangeView

ETHER = 10**18
RESERVE = st.integers(1, 2**61)


def order(amount: int, token: int, usd: int, least: int = 0, give: str = "token", take: str = "usd") -> ExchangeView:
    return ExchangeView("ann", give, amount, take, {"token": token, "usd": usd}, least)


def got(rule: Exchange, view: ExchangeView) -> int | None:
    """Base units taken for what was given; None when the order is not served."""
    ruling = rule.decide(view, None)
    assert isinstance(ruling, tuple)
    effects, state = ruling
    assert state is None
    if not effects:
        return None
    (swap,) = effects
    assert isinstance(swap, Swap)
    assert (swap.account, swap.give, swap.give_amount, swap.take) == ("ann", view.give, view.amount, view.take)
    return swap.take_amount


@pytest.mark.parametrize(
    ("amount", "x", "y", "out"),
    [
        (1, 5, 10, 1_662_497_915_624_478_906),
        (1, 10, 5, 453_305_446_940_074_565),
        (2, 5, 10, 2_851_015_155_847_869_602),
        (2, 10, 5, 831_248_957_812_239_453),
    ],
)
def test_a_pool_pays_what_uniswap_pays(amount: int, x: int, y: int, out: int) -> None:
    """KA13: Uniswap v2 core, UniswapV2Pair.spec.ts, `getInputPrice`; amounts in units of 10**18."""
    assert got(ConstantProduct(fee=3), order(amount * ETHER, x * ETHER, y * ETHER)) == out


def test_without_a_fee_it_is_the_textbook() -> None:
    """100 into 1,000 : 1,000 buys 90.909."""
    assert got(ConstantProduct(fee=0), order(100_000, 10**6, 10**6)) == 90_909


@given(RESERVE, RESERVE, RESERVE, st.integers(0, 999))
def test_the_product_of_the_reserves_never_falls_and_no_reserve_runs_out(amount: int, x: int, y: int, fee: int) -> None:
    out = bought(amount, x, y, fee)
    assert (x + amount) * (y - out) >= x * y
    assert 0 <= out < y


@given(RESERVE, st.integers(1, 10**12), st.integers(1, 10**12))
def test_there_and_back_earns_nothing(x: int, y: int, amount: int) -> None:
    out = bought(amount, x, y, fee=0)
    assert bought(out, y - out, x + amount, fee=0) <= amount


@given(RESERVE, RESERVE, st.integers(1, 2**40), st.integers(1, 2**40))
def test_an_order_in_two_parts_gets_no_more_without_a_fee(x: int, y: int, first: int, second: int) -> None:
    one = bought(first, x, y, fee=0)
    assert one + bought(second, x + first, y - one, fee=0) <= bought(first + second, x, y, fee=0)


@pytest.mark.parametrize(
    "view",
    [
        order(0, 1000, 1000),
        order(-5, 1000, 1000),
        order(100, 0, 1000),
        order(100, 1000, 0),
        order(100, 1000, 1000, least=91),
        order(100, 1000, 1000, take="token"),
        order(100, 1000, 1000, take="gold"),
        order(1, 1000, 1000),  # less than one unit
    ],
)
def test_an_order_that_cannot_be_met_is_not_served(view: ExchangeView) -> None:
    assert got(ConstantProduct(), view) is None


def test_the_least_that_is_accepted_is_accepted() -> None:
    assert got(ConstantProduct(fee=0), order(100, 1000, 1000, least=90)) == 90


@pytest.mark.parametrize(
    ("view", "out"),
    [
        (order(1000, 10**6, 10**6), 4),  # 4.29
        (order(4, 10**6, 10**6, give="usd", take="token"), 932),  # 932.4
        (order(1000, 10**6, 4, least=4), 4),
        (order(1000, 10**6, 3), None),
        (order(1000, 10**6, 10**6, least=5), None),
        (order(1, 10**6, 10**6), None),
        (order(0, 10**6, 10**6), None),
        (order(1000, 10**6, 10**6, take="token"), None),
        (order(1000, 10**6, 10**6, take="gold"), None),
    ],
)
def test_a_set_rate_is_the_rate_while_there_is_something_left(view: ExchangeView, out: int | None) -> None:
    assert got(FixedRate({"token": 429, "usd": 100_000}), view) == out


@pytest.mark.parametrize(
    ("rule", "given", "error"),
    [
        (ConstantProduct, {"fee": 1000}, "fee=1000; allowed: 0 to 999"),
        (ConstantProduct, {"fee": -1}, "fee=-1; "),
        (FixedRate, {"worth": {"token": 0}}, "worth=.*allowed: 1 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(rule: Any, given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        rule(**given)
