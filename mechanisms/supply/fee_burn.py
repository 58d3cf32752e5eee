"""A part of the fees is destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Burn, Mint
from sim.seams.rule import Ruling
from sim.seams.supply import Supply, SupplyView


@dataclass(frozen=True)
class FeeBurn(Supply):
    """Take a share of the tokens that fees buy before they are divided, burn it every period, and issue a fixed amount.

    Formula: burn all that came in, floor(tokens * share / 1000) of each settlement, and mint per_period: supply falls when
    the first exceeds the second. Source: the burning of fees in EIP-1559 (Buterin et al. 2019), where all of the base fee is
    burned. Known weaknesses: procyclical, it burns most when use is high already; wash use makes a price look good. It needs
    a market that names the emission contract and turns fees into tokens.
    """

    share: int = 200
    """Parts per thousand of the tokens that fees buy."""
    per_period: int = 0
    """Base units issued."""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1000:
            raise ValueError(f"share={self.share}; allowed: 0 to 1000 parts per thousand")
        if self.per_period < 0:
            raise ValueError(f"per_period={self.per_period}; allowed: 0 or more base units")

    @property
    def takes(self) -> int:
        return self.share

    def decide(self, view: SupplyView, state: Any) -> Ruling:
        effects = [Burn(view.purse)] if view.purse else []
        return [*effects, *([Mint(view.to, self.per_period)] if self.per_period else [])], state
