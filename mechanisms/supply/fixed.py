"""The same amount every period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Mint
from sim.seams.rule import Ruling
from sim.seams.supply import Supply, SupplyView


@dataclass(frozen=True)
class Fixed(Supply):
    """Issue a fixed amount each period until a cap on all that was issued after genesis.

    Formula: min(per_period, cap - issued). Source: constant issue as in Monero's tail emission; with nothing per period the
    supply is what it was at genesis. What is burned is not issued again. Known weakness: the amount ignores use and price,
    so security is overpaid in quiet times and underpaid in busy ones, and inflation falls towards zero.
    """

    per_period: int = 0
    """Base units."""
    cap: int | None = None
    """Base units issued after genesis at the most; None: no end."""

    def __post_init__(self) -> None:
        if self.per_period < 0:
            raise ValueError(f"per_period={self.per_period}; allowed: 0 or more base units")
        if self.cap is not None and self.cap < 0:
            raise ValueError(f"cap={self.cap}; allowed: 0 or more base units, or null for no end")

    def decide(self, view: SupplyView, state: Any) -> Ruling:
        left = self.per_period if self.cap is None else min(self.per_period, self.cap - view.issued)
        return [Mint(view.to, left)] if left > 0 else [], state
