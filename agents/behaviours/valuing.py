"""Traders who compare the price with what a token is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log
from typing import Any

from agents.behaviours.payloads import is_contract
from agents.behaviours.trading import Trading
from sim.facts import Fact
from sim.messages.model_market import MARKET, FeesSettled
from sim.money import TOKEN
from sim.view import View
from sim.world.worth import Income, Valuation

FARTHEST = log(100)
"""Beyond a hundredfold difference between price and worth, more of it changes nothing."""


@dataclass(frozen=True)
class Valuing(Trading):
    """Base of traders who know P*: from the settlements of the market and the supply on the chain, which are public; without
    a market, from the configured figures. When nothing comes in any more P* is zero, ln P* is nothing, and they sell what
    they have."""

    valuation: Valuation = field(default_factory=Valuation)
    market: str = MARKET
    """The contract whose settlements say what comes in."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {FeesSettled}

    def begin(self) -> Any:
        return self.valuation.expected()

    def remember(self, view: View, fact: Fact) -> Any:
        if not isinstance(fact, FeesSettled):
            return view.memory
        return self.valuation.after(view.memory, view.time, fact.fees / TOKEN)

    def worth(self, view: View) -> float:
        """P* now, dollars per token; 0.0 when a token earns nothing."""
        if not is_contract(view, self.market):
            return self.valuation.worth()
        income: Income = view.memory
        return self.valuation.worth(self.valuation.daily(income, view.time), view.chain.supply() / TOKEN)

    def flow(self, view: View, price: float) -> float:
        worth = self.worth(view)
        if not worth:
            return -price * view.balance / TOKEN
        return self.towards(view, max(-FARTHEST, min(log(worth / price), FARTHEST)))

    def towards(self, view: View, gap: float) -> float:
        """Dollars to put into the token in this step, given ln(P*/P)."""
        raise TypeError(f"{type(self).__name__} does not say what it makes of a gap: define towards(view, gap)")
