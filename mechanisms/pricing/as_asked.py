"""A price that is the seller's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Publish
from sim.seams.pricing import Pricing, PricingView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class AsAsked(Pricing):
    """One unit costs what its seller asks, until the seller asks something else.

    Sellers who set prices of their own (Bertrand 1883). Known weakness: it protects no buyer; where nobody compares prices
    each seller asks as much as the buyer's ceiling (Diamond 1971). Needs nothing.
    """

    def decide(self, view: PricingView, state: Any) -> Ruling:
        return [Publish("price", view.price)], state
