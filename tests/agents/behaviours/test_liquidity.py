"""Who fills a pool stays as long as its fees pay, and who wants out gets out in equal parts."""

from __future__ import annotations

from math import log, nan
from typing import Any

import pytest

from agents.behaviours.trader.liquidity import Liquidity, Turnover
from agents.behaviours.trader.relay import Relay
from agents.behaviours.trader.unwinding import Unwinding
from agents.behaviours.trading import GAS
from mechanisms.exchange.constant_product import ConstantProduct
from mechanisms.exchange.fixed_rate import FixedRate
from sim.durations import DAY
from sim.messages.exchange import Provide, Reclaim, Trade, Traded
from sim.money import TOKEN
from sim.view import View

UNISWAP = ConstantProduct(fee=5)


class Pool:
    """A pool with $17,155 on one side, and what Ann has: shares in it, tokens and dollars in her wallet."""

    def __init__(self, shares: int = 0, tokens: int = 0, dollars: int = 0, rule: Any = UNISWAP) -> None:
        self.shares, self.given = {"ann.0": shares}, (rule, None)
        self.held = {("exchange", "usd"): 17_155, ("exchange", "token"): 4_000_000}
        self.held |= {("ann.0", "token"): tokens, ("ann.0", "usd"): dollars}

    def balance(self, account: str, asset: str = "token") -> int:
        return self.held[account, asset] * TOKEN

    def contract(self, name: str) -> dict[str, Any]:
        return {"exchange": {"shares": self.shares}}[name]

    def rule(self, contract: str, family: str) -> Any:
        return {("exchange", "exchange"): self.given}[contract, family]


class Sure:
    """A stream that always says the same."""

    def __init__(self, draw: float) -> None:
        self.draw = draw

    def random(self) -> float:
        return self.draw


def seen(pool: Pool, turnover: float = 940.0, day: float = 20.0, draw: float = 0.0) -> View:
    """`turnover` dollars changed hands on each day of a long past."""
    memory = Turnover(turnover * 7 / log(2) * (1 - 2 ** (-day / 7)), day * DAY)
    return View(day * DAY, "ann.0", pool, lambda purpose: Sure(draw), memory)  # type: ignore[arg-type, return-value]


def test_a_pool_yields_its_fee_on_what_changes_hands() -> None:
    """.005 * 940 * 365 / (2 * 17,155) = .0500 a year; at .3 % .0300."""
    assert Liquidity().pays(seen(Pool()), 0) == pytest.approx(0.05)
    assert Liquidity().pays(seen(Pool(rule=ConstantProduct(fee=3))), 0) == pytest.approx(0.03)
    assert Liquidity().pays(seen(Pool()), 17_155 * TOKEN) == pytest.approx(0.025)
    assert Liquidity().pays(seen(Pool(rule=FixedRate())), 0) == 0.0


def test_who_is_in_leaves_when_fees_do_not_pay_and_who_is_out_comes_when_they_would() -> None:
    provider, inside, outside = Liquidity(required=0.05), Pool(shares=7), Pool(tokens=300, dollars=1)
    assert provider.trades(seen(inside, turnover=945.0)) is None
    assert provider.trades(seen(inside, turnover=935.0)) == Reclaim(7)
    assert provider.trades(seen(outside, turnover=945.0)) == Provide(300 * TOKEN - GAS, TOKEN)
    assert provider.trades(seen(outside, turnover=935.0)) is None
    assert provider.trades(seen(Pool(tokens=100, dollars=1), turnover=945.0)) is None


def test_it_comes_at_once_stays_for_its_trial_and_looks_now_and_then() -> None:
    provider, outside = Liquidity(), Pool(tokens=300, dollars=1)
    assert provider.trades(seen(outside, turnover=0.0, day=0.0)) == Provide(300 * TOKEN - GAS, TOKEN)
    assert provider.trades(seen(Pool(shares=7), turnover=0.0, day=6.9)) is None
    assert provider.trades(seen(Pool(shares=7), turnover=0.0, day=7.0)) == Reclaim(7)
    # A quarter of a day at a hazard of one a week: a chance of 1 - exp(-1/28) = .0351.
    assert provider.trades(seen(Pool(shares=7), turnover=0.0, draw=0.0350)) == Reclaim(7)
    assert provider.trades(seen(Pool(shares=7), turnover=0.0, draw=0.0352)) is None


def test_the_turnover_forgets_by_half_in_a_week_and_knows_how_long_it_has_looked() -> None:
    provider, view = Liquidity(), View(7 * DAY, "ann.0", None, None, Turnover(100.0, 0.0))  # type: ignore[arg-type]
    sold = Traded("bob.0", "token", 5 * TOKEN, "usd", 20 * TOKEN, 0, 0)
    spent = Traded("bob.0", "usd", 30 * TOKEN, "token", 5 * TOKEN, 0, 0)
    assert provider.remember(view, sold) == Turnover(70.0, 7 * DAY)
    assert provider.remember(view, spent) == Turnover(80.0, 7 * DAY)
    assert provider.remember(view, object()) == Turnover(100.0, 0.0)  # type: ignore[arg-type]
    # Half of a constant flow's weight is known after a half-life: 70 ln 2 / 7 / .5.
    assert Turnover(70.0, 7 * DAY).daily(7 * DAY, 7.0) == pytest.approx(20 * log(2))
    assert Turnover().daily(0.0, 7.0) == 0.0
    assert provider.listens == {Traded}


def test_what_is_bought_to_pay_with_is_sold_by_whoever_was_paid() -> None:
    """$470 a day each way is $235 at every other of four steps a day."""
    relay = Relay(dollars=470.0, keep=1_000 * TOKEN)
    assert relay.flow(seen(Pool(tokens=1_000)), 0.001) == relay.flow(seen(Pool(tokens=1_000)), 9.0) == 235.0
    assert relay.flow(seen(Pool(tokens=900)), 0.5) == 235.0
    assert relay.flow(seen(Pool(tokens=1_470)), 0.5) == -235.0


def test_who_wants_out_sells_a_part_at_a_time() -> None:
    pool = Pool(tokens=5_700)  # of which 100 are kept for gas
    out = Unwinding(at_days=10.0, over_days=14.0)
    assert out.flow(seen(pool, day=9.9), 2.0) == 0.0
    assert out.flow(seen(pool, day=10.0), 2.0) == -200.0  # 56 parts of 100 tokens
    assert out.flow(seen(pool, day=24.0), 2.0) == -11_200.0
    assert Unwinding(at_days=10.0, over_days=0.0).flow(seen(pool, day=10.0), 2.0) == -11_200.0
    assert out.flow(seen(Pool(tokens=50), day=24.0), 2.0) == 0.0


def test_out_means_out() -> None:
    """The last order gives everything but the gas."""
    order = Unwinding(at_days=0.0, over_days=0.0).trades(seen(Pool(tokens=1_000_100), day=1.0))
    assert isinstance(order, Trade)
    assert (order.give, order.amount) == ("token", pytest.approx(1_000_000 * TOKEN, rel=1e-12))


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda: Liquidity(required=-1), "required=-1, trial_days=7.0; allowed: 0 or more"),
        (lambda: Liquidity(review_days=0), "half_life_days=7.0, review_days=0; allowed: above 0 days"),
        (lambda: Relay(dollars=-1), "dollars=-1, keep=5000000000000; allowed: 0 or more"),
        (lambda: Unwinding(over_days=-1), "at_days=10.0, over_days=-1; allowed: 0 or more"),
        (lambda: Unwinding(at_days=nan), "at_days=nan, over_days=14.0; allowed: 0 or more"),
    ],
)
def test_a_figure_out_of_range_is_refused(make: Any, line: str) -> None:
    with pytest.raises(ValueError, match=line):
        make()
