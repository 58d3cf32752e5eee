"""The pool, hour by hour: the referee's record of the price and of what it rests on, which no rule can read."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from sim.durations import HOUR
from sim.facts import Recorded
from sim.messages.exchange import Traded
from sim.messages.model_market import FeesSettled
from sim.money import TOKEN
from sim.world.price import PoolPrice

if TYPE_CHECKING:
    from sim.factory import Factory

TABLE = "prices"
COLUMNS = {
    "time": "float",
    "price": "float",
    "fundamental": "float",
    "tokens": "int",
    "dollars": "int",
    "supply": "int",
    "staked": "int",
    "volume": "int",
}
"""Seconds; dollars per token, as the pool quotes it and as its income is worth (0.0 when nothing comes in); reserves in base
units; base units in circulation, and of these at stake; base units of dollars that changed hands since the row before."""


class Ticker:
    """Watches the pool that makes the price."""

    def __init__(self, factory: Factory, quote: PoolPrice) -> None:
        self._factory, self._quote = factory, quote
        self._income, self._volume = quote.valuation.expected(), 0
        factory.recorder.declare(TABLE, COLUMNS)

    @classmethod
    def of(cls, factory: Factory) -> Ticker | None:
        """The ticker of a factory; None where no pool makes the price."""
        price, contracts = factory.blueprint.price, factory.blueprint.contracts
        return cls(factory, price) if isinstance(price, PoolPrice) and price.pool in contracts else None

    def fact(self, recorded: Recorded) -> None:
        """Add up what is traded, and what comes in."""
        fact = recorded.fact
        if isinstance(fact, Traded) and recorded.subject == self._quote.pool:
            self._volume += fact.given if fact.give == self._quote.asset else fact.taken
        elif isinstance(fact, FeesSettled) and recorded.subject == self._quote.market:
            self._income = self._quote.valuation.after(self._income, recorded.time, fact.fees / TOKEN)

    def hours(self) -> Generator[simpy.Event, None, None]:
        """A process that writes a row at genesis and every hour."""
        while True:
            self._write()
            yield self._factory.env.timeout(HOUR)

    def _write(self) -> None:
        chain, quote, now = self._factory.chain, self._quote, float(self._factory.env.now)
        ledger, supply = chain.ledger, chain.ledger.supply()
        earning = quote.market in chain.contracts
        daily = quote.valuation.daily(self._income, now) if earning else None
        worth = quote.valuation.worth(daily, supply / TOKEN if earning else None)
        kept = tuple(f"{name}/stake/" for name, contract in chain.contracts.items() if contract.keeps_stakes)
        staked = ledger.within(kept)
        reserves = (ledger.balance(quote.pool), ledger.balance(quote.pool, quote.asset))
        price = quote.read(ledger.balance)
        self._factory.recorder.row(TABLE, (now, price, worth, *reserves, supply, staked, self._volume))
        self._volume = 0
