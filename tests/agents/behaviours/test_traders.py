"""What traders want, within their wallets, and when following the price makes it run away."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt
from typing import Any

import numpy as np
import pytest

from agents.behaviours.trader.arbitrage import Arbitrage
from agents.behaviours.trader.fundamental import Fundamental
from agents.behaviours.trader.honest import Honest
from agents.behaviours.trader.momentum import Momentum, Trail
from agents.behaviours.trader.noise import Noise
from agents.behaviours.trading import GAS, STEP_DAYS, Trading
from sim.durations import DAY
from sim.messages.exchange import Trade, Traded
from sim.messages.model_market import FeesSettled
from sim.money import TOKEN
from sim.view import View
from sim.world.worth import Income, Valuation

WORTH = 0.00428875


class Pool:
    """A chain of balances: a pool at some price, and one trader's wallet."""

    selling = False
    """Whether there is a market for models next door."""

    def __init__(self, price: float = WORTH, dollars: float = 17_155.0, **wallet: float) -> None:
        self.held = {("exchange", "usd"): round(dollars * TOKEN), ("exchange", "token"): round(dollars / price * TOKEN)}
        self.held |= {("ann.0", asset): round(amount * TOKEN) for asset, amount in wallet.items()}

    def balance(self, account: str, asset: str = "token") -> int:
        return self.held.get((account, asset), 0)

    def supply(self) -> int:
        return 20_000_000 * TOKEN

    def contract(self, name: str) -> dict[str, Any]:
        return {"model_market": {}}[name] if self.selling else {}[name]  # type: ignore[no-any-return]


def seen(pool: Pool, memory: Any = None, day: float = 0.0, stream: Any = None) -> View:
    return View(day * DAY, "ann.0", pool, lambda purpose: stream, memory)  # type: ignore[arg-type]


def test_without_a_market_a_token_is_worth_what_was_configured() -> None:
    """34,310 / (40e6 (.25 - .10 + .05)), Gordon's formula by hand."""
    ann = Fundamental()
    fees = FeesSettled(1, "m", 5000, 100 * TOKEN, (0.0, 0.0))
    assert ann.worth(seen(Pool(), ann.begin(), day=40.0)) == pytest.approx(WORTH, rel=1e-12)
    after = ann.remember(seen(Pool(), ann.begin(), day=9.0), fees)
    assert ann.worth(seen(Pool(), after, day=40.0)) == pytest.approx(WORTH, rel=1e-12)


def test_with_a_market_it_is_worth_what_comes_in_for_as_many_as_there_are() -> None:
    """From $94 a day to $47 in a week without a payment, over half as many tokens as were configured."""
    ann, pool = Fundamental(), Pool()
    pool.selling = True
    assert ann.worth(seen(pool, ann.begin(), day=2.0)) == pytest.approx(2 * WORTH, rel=1e-12)
    assert ann.worth(seen(pool, ann.begin(), day=9.0)) == pytest.approx(WORTH, rel=1e-12)
    fees = FeesSettled(1, "m", 5000, 1000 * TOKEN, (0.0, 0.0))
    richer = ann.remember(seen(pool, ann.begin(), day=9.0), fees)
    # A fifth of $1,000, of which ln 2 / 7 count: 19.80 more than the 47.
    assert richer == Income(pytest.approx(47.0 + 19.804, rel=1e-5), 9 * DAY)
    assert ann.listens == {FeesSettled}


def test_who_sees_a_token_earn_nothing_sells_what_it_has() -> None:
    pool = Pool(price=0.5, dollars=100.0, token=300.0, usd=50.0)
    pool.selling = True
    for ann in (Fundamental(), Arbitrage()):
        hungry = seen(pool, ann.begin(), day=2.0 + 70.0)  # ten half-lives without a payment: 1/1024
        assert ann.worth(hungry) == 0.0
        # 200 of 400 tokens would buy $50; .98 of it, which in binary is a hair less.
        assert ann.trades(hungry) == Trade("token", 300 * TOKEN - GAS, "usd", 49 * TOKEN - 1)


def test_beyond_a_hundredfold_difference_more_of_it_changes_nothing() -> None:
    view = seen(Pool())
    assert (
        Fundamental().flow(view, WORTH / 1e9)
        == Fundamental().flow(view, WORTH / 100)
        == pytest.approx(428.75 * log(100))
    )


def test_who_knows_the_worth_buys_below_and_sells_above_it() -> None:
    # .05 a day of $34,300 for each unit of ln, a quarter of a day: $428.75 at e times the worth.
    view = seen(Pool())
    assert Fundamental().flow(view, WORTH / exp(1)) == pytest.approx(428.75)
    assert Fundamental().flow(view, WORTH * exp(0.1)) == pytest.approx(-42.875)
    assert Fundamental().flow(view, WORTH) == pytest.approx(0.0, abs=1e-9)


def test_who_follows_the_price_compares_it_with_its_mean() -> None:
    trail = Trail(0.0, price=0.005, mean=log(0.004))
    assert trail.at(0.0, 7.0) == pytest.approx(log(0.004))
    assert trail.at(7 * DAY, 7.0) == pytest.approx(log(0.005) + (log(0.004) - log(0.005)) / exp(1))
    # .02 a day of $17,150 for each unit of ln, a quarter of a day.
    assert Momentum().flow(seen(Pool(), trail), 0.005) == pytest.approx(85.75 * log(1.25))
    assert Momentum().flow(seen(Pool()), 0.005) == 0.0


def test_the_mean_follows_what_was_traded() -> None:
    ann = Momentum()
    first = ann.remember(seen(Pool()), Traded("bob.0", "usd", 1, "token", 1, tokens=1000, dollars=4))
    assert first == Trail(0.0, 0.004, log(0.004))
    later = ann.remember(seen(Pool(), first, day=7.0), Traded("bob.0", "usd", 1, "token", 1, tokens=1000, dollars=8))
    assert later == Trail(7 * DAY, 0.008, pytest.approx(log(0.004)))
    assert ann.listens == {Traded}


def test_noise_moves_a_pool_of_its_depth_by_sigma_a_day() -> None:
    stream = np.random.default_rng(1)
    noise = Noise(sigma=0.04, depth=1000.0)
    flows = [noise.flow(seen(Pool(), stream=stream), WORTH) for _ in range(4000)]
    moves = [2 * flow / 1000.0 for flow in flows]
    assert sqrt(sum(move**2 for move in moves) / 4000 / STEP_DAYS) == pytest.approx(0.04, rel=0.05)


@pytest.mark.parametrize(("gap", "flow"), [(0.2, 0.0), (-0.2, 0.0), (0.35, -857.75), (-0.35, 857.75), (3.0, -8575.0)])
def test_arbitrage_brings_the_price_back_to_the_edge_of_its_band(gap: float, flow: float) -> None:
    price = WORTH * exp(gap)
    assert Arbitrage().flow(seen(Pool(price)), price) == pytest.approx(flow)


def test_an_order_keeps_within_the_wallet_and_names_the_least_it_takes() -> None:
    class Wants(Trading):
        def __init__(self, dollars: float) -> None:
            object.__setattr__(self, "slippage", 0.5)
            object.__setattr__(self, "dollars", dollars)

        def flow(self, view: View, price: float) -> float:
            return self.dollars  # type: ignore[attr-defined, no-any-return]

    rich = seen(Pool(price=0.5, dollars=100.0, token=300.0, usd=50.0))
    # 200 tokens and $100: $100 would buy 200 * 100 / 200 tokens, but there are only $50: 200 * 50 / 150.
    assert Wants(100.0).trades(rich) == Trade("usd", 50 * TOKEN, "token", 66_666_666_666 // 2)
    assert Wants(-25.0).trades(rich) == Trade("token", 50 * TOKEN, "usd", 20 * TOKEN // 2)
    assert Wants(-999.0).trades(rich) == Trade("token", 300 * TOKEN - GAS, "usd", 50 * TOKEN // 2)
    assert Wants(0.05).trades(rich) is None
    assert Wants(-999.0).trades(seen(Pool(price=0.5, dollars=100.0, token=100.0))) is None
    assert Wants(5.0).trades(seen(Pool(price=0.5, dollars=0.0, usd=50.0))) is None


def test_the_honest_trade_nothing() -> None:
    assert Honest().trades(seen(Pool(price=9.0, usd=50.0, token=5000.0))) is None


def grows(speed: float) -> bool:
    """Whether a price 1 % off its worth is further off after a year than it was on the way, at this speed of followers.

    The reduced dynamics: both kinds of trader, their flows unlimited, and a pool that answers with d ln P = 2 flow / R.
    """
    depth, gap, knowing, following = 17_155.0, 0.01, Fundamental(), Momentum(speed=speed)
    trail = Trail(0.0, WORTH * exp(gap), log(WORTH))
    peaks = [0.0, 0.0]
    for step in range(int(360 / STEP_DAYS)):
        day = step * STEP_DAYS
        price = WORTH * exp(gap)
        mean = trail.at(day * DAY, following.memory_days)
        trail = replace(trail, time=day * DAY, price=price, mean=mean)
        view = seen(Pool(), trail, day)
        gap += 2 * (knowing.flow(view, price) + following.flow(view, price)) / depth
        half = 2 * day > 360
        peaks[half] = max(peaks[half], abs(gap) if half or step else 0.0)
        if abs(gap) > 1:
            return True
    return peaks[1] > peaks[0]


def test_following_makes_a_bubble_above_a_threshold() -> None:
    """Stable if and only if 2 K_c a_c / R < 2 K_f a_f / R + 1 / L: a_c < .1714 a day here (Chiarella 1992), to 30 %."""
    speeds = [round(0.01 * k, 2) for k in range(31)]
    unstable = [speed for speed in speeds if grows(speed)]
    assert unstable == speeds[speeds.index(unstable[0]) :]
    assert 0.17 * 0.7 <= unstable[0] <= 0.17 * 1.3


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda: Valuation(required=0.09), "allowed: 0.05 or more"),
        (lambda: Valuation(income=0), "income=0, supply=40000000.0; allowed: above 0"),
        (lambda: Valuation(holders=2), "holders=2, half_life_days=7.0, grace_days=2.0; allowed: 0 to 1, above 0, 0 or"),
        (lambda: Fundamental(capital=0), "speed=0.05, capital=0; allowed: speed 0 or more, capital above 0"),
        (lambda: Momentum(memory_days=0), "memory_days=0; allowed"),
        (lambda: Noise(sigma=-1), "sigma=-1, depth=17150.0; allowed: 0 or more"),
        (lambda: Arbitrage(band=-1), "band=-1, capital=8575.0; allowed"),
        (lambda: Honest(slippage=1.0), "Honest.slippage=1.0; allowed: 0 to below 1"),
    ],
)
def test_a_figure_out_of_range_is_refused(make: Any, line: str) -> None:
    with pytest.raises(ValueError, match=line):
        make()
