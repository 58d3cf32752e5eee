"""A price that is posted and stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Publish
from sim.seams.pricing import Pricing, PricingView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Posted(Pricing):
    """One unit costs `price`, whoever asks and however many do.

    A posted price (Riley and Zeckhauser 1983: against buyers who come one by one, no bargaining does better). Known
    weakness: it learns nothing from demand, so a wrong price stays wrong until somebody amends it. Needs nothing.
    """

    price: int = 20_000_000
    """Base units of the asset that is asked for. Proposal: $.02."""

    def __post_init__(self) -> None:
        if self.price < 1:
            raise ValueError(f"price={self.price}; allowed: 1 base unit or more")

    def decide(self, view: PricingView, state: Any) -> Ruling:
        return [Publish("price", self.price)], state
