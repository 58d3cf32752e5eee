"""The token's price in dollars, from outside the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Price(Protocol):
    """An exogenous price path."""

    def at(self, time: float) -> float:
        """Dollars per token at a time in seconds."""


@dataclass(frozen=True)
class ConstantPrice:
    """The same price for ever. Proposal: $.00429, a market value of $171.5k for 40M tokens."""

    dollars: float = 0.00429

    def __post_init__(self) -> None:
        if not self.dollars > 0:
            raise ValueError(f"dollars={self.dollars}; allowed: above 0")

    def at(self, time: float) -> float:
        return self.dollars
