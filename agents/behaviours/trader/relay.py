"""The trader whose reasons lie elsewhere: tokens are bought to pay with, and sold by whoever was paid."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.trading import DUST, STEP_DAYS, Trading
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Relay(Trading):
    """Buy for so many dollars, sell what was bought, and so on, whatever the price: a market that turns fees into tokens and
    those who live on them, where neither is simulated."""

    dollars: float = 235.0
    """A day, each way."""
    keep: int = 5_000 * TOKEN
    """Base units that are not for sale: they pay for gas."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.dollars < 0 or self.keep < 0:
            raise ValueError(f"dollars={self.dollars}, keep={self.keep}; allowed: 0 or more")

    def flow(self, view: View, price: float) -> float:
        bought = price * (view.balance - self.keep) / TOKEN
        return -bought if bought > DUST else 2 * self.dollars * STEP_DAYS
