"""The referee writes down what the pool quotes and what that rests on, hour by hour."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.durations import DAY, HOUR
from sim.factory import Factory
from sim.facts import Recorded
from sim.messages.exchange import Trade
from sim.messages.model_market import FeesSettled
from sim.money import TOKEN
from sim.world.worth import Income, Valuation

QUIET = ("liquidity", "fundamentalists", "followers", "noise", "arbitrageurs", "market", "earners", "others")


def quiet(*overrides: str) -> Factory:
    """A pool of 2M tokens and $8,580 that nobody trades with."""
    nobody = [f"population.{group}=null" for group in QUIET]
    return Factory(blueprint(composed(["scenario=token_market", "horizon_days=1", *nobody, *overrides])))


def rows(factory: Factory) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = factory.recorder.tables()["prices"].to_pylist()
    return found


def test_a_row_at_genesis_and_every_hour() -> None:
    factory = quiet()
    factory.run()
    assert [row["time"] for row in rows(factory)] == [hour * HOUR for hour in range(24)]
    first = rows(factory)[0]
    assert first["price"] == pytest.approx(0.00429)
    assert first["fundamental"] == pytest.approx(0.00428875)
    assert (first["tokens"], first["dollars"]) == (2_000_000 * TOKEN, 8_580 * TOKEN)
    assert (first["staked"], first["volume"]) == (0, 0)


def test_what_changes_hands_is_counted_once_whichever_way_it_goes() -> None:
    factory = quiet(
        "population.ann={role: trader, behaviour: honest, tokens: 1000000000000000, dollars: 1000000000000}"
    )
    for at, order in ((600.0, Trade("usd", 100 * TOKEN, "token")), (1200.0, Trade("token", 1000 * TOKEN, "usd"))):
        factory.env.timeout(at, order).callbacks.append(lambda due: factory.chain.send("ann.0", due.value))
    factory.run()
    taken = next(e.amount for e in factory.chain.ledger.entries if (e.payer, e.asset) == ("exchange", "usd"))
    first, second, third, *_ = rows(factory)
    assert (first["volume"], second["volume"], third["volume"]) == (0, 100 * TOKEN + taken, 0)
    assert second["dollars"] == 8_680 * TOKEN - taken
    # Two million in the pool, one each with Ann and in the treasury, less what was burned for gas.
    assert 3_999_900 * TOKEN < second["supply"] < 4_000_000 * TOKEN


def test_a_price_that_no_pool_makes_leaves_no_table() -> None:
    factory = quiet("price=constant")
    factory.run()
    assert "prices" not in factory.recorder.tables()


def test_the_worth_follows_what_a_market_pays_to_holders() -> None:
    """A constant $470 a day, settled every hour, a fifth of it for holders: $94 a day, for ever."""
    valuation = Valuation()
    income = valuation.expected()
    assert income == Income(94.0)
    for hour in range(1, 60 * 24):
        income = valuation.after(income, hour * HOUR, 470 / 24)
    assert valuation.daily(income, 60 * DAY) == pytest.approx(94.0, rel=0.01)
    assert valuation.worth(valuation.daily(income, 60 * DAY), 40e6) == pytest.approx(0.00428875, rel=0.01)


def test_the_ticker_hears_the_settlements_of_its_market_alone() -> None:
    factory = quiet("price.market=treasury", "horizon_days=3")
    fact = FeesSettled(1, "m", 5000, 1000 * TOKEN, (0.0, 0.0))
    for subject in ("treasury", "elsewhere"):
        heard = Recorded(0, 59.5 * HOUR, 1, subject, fact, -1)
        factory.env.timeout(59.5 * HOUR, heard).callbacks.append(lambda due: factory.observer.fact(due.value))
    factory.run()
    worth = {row["time"] / HOUR: row["fundamental"] for row in rows(factory)}
    # $94 a day over the three million tokens that there are; from day 2 on less, by half in a week.
    assert worth[48.0] == pytest.approx(0.0571833, rel=1e-5)
    assert worth[59.0] == pytest.approx(0.0571833 * 0.95563, rel=1e-4)
    # The week's part of $200 more, $19.80 a day: .0571833 * (.95366 + .21068) half an hour earlier.
    assert worth[60.0] == pytest.approx(0.0571833 * (0.95366 + 0.21068) * 0.99794, rel=1e-4)
