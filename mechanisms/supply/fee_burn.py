"""Fees are destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Burn, Mint
from sim.seams.rule import Ruling
from sim.seams.supply import Supply, SupplyView


@dataclass(frozen=True)
class FeeBurn(Supply):
    """Burn a share of what the emission contract holds every period, and issue a fixed amount.

    Formula: burn floor(purse * share / 1000), mint per_period: supply falls when what comes in exceeds per_period * 1000 /
    share. Source: the burning of fees in EIP-1559 (Buterin et al. 2019); here what is burned is what was paid to the
    emission contract by whoever collects fees. Known weaknesses: procyclical, it burns most when use is high already;
    wash use makes a price look good. It needs a contract that pays fees in.
    """

    share: int = 1000
    """Parts per thousand of the purse that are burned each period."""
    per_period: int = 0
    """Base units issued."""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1000:
            raise ValueError(f"share={self.share}; allowed: 0 to 1000 parts per thousand")
        if self.per_period < 0:
            raise ValueError(f"per_period={self.per_period}; allowed: 0 or more base units")

    def decide(self, view: SupplyView, state: Any) -> Ruling:
        burned = view.purse * self.share // 1000
        effects = [Burn(burned)] if burned else []
        return [*effects, *([Mint(view.to, self.per_period)] if self.per_period else [])], state
