"""The token's price in dollars: from outside the protocol, or from a pool on its chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from sim.world.worth import Valuation


class Price(Protocol):
    """A price path that can be told without looking at the chain."""

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


@dataclass(frozen=True)
class PoolPrice:
    """What a pool on the chain pays for a small amount: its dollars over its tokens. While the pool is empty, `dollars`."""

    dollars: float = 0.00429
    pool: str = "exchange"
    """The account that holds the reserves."""
    asset: str = "usd"
    """What counts as dollars there, with as many decimals as the token."""
    valuation: Valuation = field(default_factory=Valuation)
    """What the referee writes beside the price: the worth that its income gives a token."""
    market: str = "model_market"
    """The contract whose settlements are that income."""

    def __post_init__(self) -> None:
        if not self.dollars > 0:
            raise ValueError(f"dollars={self.dollars}; allowed: above 0")

    def at(self, time: float) -> float:
        return self.dollars

    def read(self, balance: Callable[[str, str], int]) -> float:
        """The price that these balances, by account and asset, stand for."""
        tokens, dollars = balance(self.pool, "token"), balance(self.pool, self.asset)
        return dollars / tokens if tokens and dollars else self.dollars


def quoted(price: Price, time: float, balance: Callable[[str, str], int]) -> float:
    """Dollars per token now: the pool's quote where a pool makes the price, else the path's."""
    return price.read(balance) if isinstance(price, PoolPrice) else price.at(time)
