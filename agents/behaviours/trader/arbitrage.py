"""The trader who comes when the price is far off."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign

from agents.behaviours.trading import POOL
from agents.behaviours.valuing import Valuing
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Arbitrage(Valuing):
    """Do nothing while ln P is within `band` of ln P*; outside, trade it back to the band at once, with at most `capital`.

    A pool of depth R answers a flow with d ln P = 2 flow / R. Source: the limits of arbitrage, Shleifer and Vishny 1997: who
    is right runs out of money first.
    """

    capital: float = 8_575.0
    """Dollars that one order may take."""
    band: float = 0.25

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.band < 0 or self.capital <= 0:
            raise ValueError(f"band={self.band}, capital={self.capital}; allowed: band 0 or more, capital above 0")

    def towards(self, view: View, gap: float) -> float:
        beyond = max(abs(gap) - self.band, 0.0)
        depth = view.chain.balance(POOL, "usd") / TOKEN
        return copysign(min(depth * beyond / 2, self.capital), gap)
