"""The trader whose reasons lie elsewhere: so much a day, whatever the price."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.trading import STEP_DAYS, Trading
from sim.view import View


@dataclass(frozen=True)
class Steady(Trading):
    """Buy for `dollars` a day, or sell for as much when below zero: a market that turns fees into tokens, and those who live
    on what they earn, where neither is simulated."""

    dollars: float = 470.0

    def flow(self, view: View, price: float) -> float:
        return self.dollars * STEP_DAYS
