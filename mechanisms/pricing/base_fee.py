"""A price that follows demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.chain.fee import next_base_fee
from sim.effects.judgement import Publish
from sim.seams.pricing import Pricing, PricingView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class BaseFee(Pricing):
    """Raise the price when more than the target was asked for, and lower it when less.

    Formula: p' = p (1 + (demanded - target) / target / denominator) in the integers of EIP-1559, at least one unit up when
    demand exceeds the target, never below the floor; without a target the price stays. Source: EIP-1559 (Buterin et al.
    2019). Demand is unbounded here, so one period may raise the price by any factor; in a block it is at most twice the
    target. Known weaknesses: it overshoots and swings when users wait for a better price; whoever can withhold or feign
    demand moves it.
    """

    denominator: int = 8
    """One part in this many is how far a price moves at twice the target."""
    floor: int = 1
    """Base units per unit below which it does not fall."""

    def __post_init__(self) -> None:
        if self.denominator < 1 or self.floor < 0:
            raise ValueError(f"denominator={self.denominator}, floor={self.floor}; allowed: 1 or more, 0 or more")

    def decide(self, view: PricingView, state: Any) -> Ruling:
        price = max(view.price, self.floor)
        if view.target > 0:
            price = next_base_fee(price, view.demanded, view.target, self.denominator, self.floor)
        return [Publish("price", price)], state
