"""The holder who wants out."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.slowly import instalment
from agents.behaviours.trading import GAS, STEP_DAYS, Trading
from sim.durations import DAY
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Unwinding(Trading):
    """Keep what it has until day `at_days`, then sell all of it in equal parts within `over_days`; 0: at once.

    A large order moves the price against itself, so it is cut up (Bertsimas and Lo 1998); one that is not shows how deep the
    pool is.
    """

    at_days: float = 10.0
    over_days: float = 14.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.at_days >= 0 or not self.over_days >= 0:
            raise ValueError(f"at_days={self.at_days}, over_days={self.over_days}; allowed: 0 or more")

    def flow(self, view: View, price: float) -> float:
        if view.time < self.at_days * DAY:
            return 0.0
        deadline = (self.at_days + self.over_days) * DAY
        return -price * instalment(max(view.balance - GAS, 0), view.time, deadline, STEP_DAYS * DAY) / TOKEN
