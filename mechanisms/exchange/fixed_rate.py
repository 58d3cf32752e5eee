"""A rate that does not move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.effects.money import Swap
from sim.seams.exchange import Exchange, ExchangeView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class FixedRate(Exchange):
    """Exchange at set worths as long as there is something to give out.

    Formula: out = amount * worth[give] // worth[take], all or nothing. Source: the currency board, as in Hanke and Schuler
    1994. Known weakness: a rate that is off is bought empty on its good side, at once and by whoever is first (Krugman
    1979); it needs reserves, and somebody who changes it in time.
    """

    worth: Mapping[str, int] = field(default_factory=lambda: {"token": 429, "usd": 100_000})
    """What one base unit of each asset is worth, in any unit that they share."""

    def __post_init__(self) -> None:
        if any(worth < 1 for worth in self.worth.values()):
            raise ValueError(f"worth={dict(self.worth)}; allowed: 1 or more for each asset")

    def decide(self, view: ExchangeView, state: Any) -> Ruling:
        if view.amount <= 0 or view.give == view.take or not {view.give, view.take} <= set(self.worth):
            return (), state
        out = view.amount * self.worth[view.give] // self.worth[view.take]
        if not 0 < out <= view.reserves.get(view.take, 0) or out < view.least:
            return (), state
        return [Swap(view.account, view.give, view.amount, view.take, out)], state
