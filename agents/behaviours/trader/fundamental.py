"""The trader who knows what a token is worth."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.trading import STEP_DAYS
from agents.behaviours.valuing import Valuing
from sim.view import View


@dataclass(frozen=True)
class Fundamental(Valuing):
    """Buy below what a token is worth, sell above: flow = speed * capital * ln(P*/P) dollars a day.

    Source: Beja and Goldman 1980. Known weakness: what it knows of income is a week old.
    """

    speed: float = 0.05
    """Per day."""
    capital: float = 34_300.0
    """Dollars that such traders command together."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.speed < 0 or self.capital <= 0:
            raise ValueError(f"speed={self.speed}, capital={self.capital}; allowed: speed 0 or more, capital above 0")

    def towards(self, view: View, gap: float) -> float:
        return self.speed * self.capital * gap * STEP_DAYS
