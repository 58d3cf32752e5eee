"""The seam of pricing: what one unit costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Publish
from sim.effects.money import Burn
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class PricingView:
    """What was asked and used since the last price."""

    item: str
    price: int
    """Base units per unit, so far."""
    demanded: int
    target: int
    now: float


class Pricing(Rule):
    """A rule of pricing."""

    family: ClassVar[str] = "pricing"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Publish, Burn})

    def decide(self, view: PricingView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `PricingView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
