"""The trader with reasons of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from agents.behaviours.trading import STEP_DAYS, Trading
from sim.view import View


@dataclass(frozen=True)
class Noise(Trading):
    """Buy or sell by chance: flow = 1/2 sigma depth sqrt(dt) N(0, 1) dollars, so that a pool of that depth would see its
    price move by `sigma` over a day. Source: Kyle 1985 for the part, a proposal for the size."""

    sigma: float = 0.04
    """Standard deviation of ln P over a day."""
    depth: float = 17_150.0
    """Dollars on one side of the pool that this was measured at."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.sigma < 0 or self.depth < 0:
            raise ValueError(f"sigma={self.sigma}, depth={self.depth}; allowed: 0 or more")

    def flow(self, view: View, price: float) -> float:
        return 0.5 * self.sigma * self.depth * sqrt(STEP_DAYS) * float(view.draws("noise").standard_normal())
