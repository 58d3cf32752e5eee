"""The compute owner that walks away."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.durations import DAY
from sim.view import View


@dataclass(frozen=True)
class Deserter(Deviation):
    """Take every machine away at time `at_days`, whatever is let: somebody else pays more.

    Efficient breach: Posner 1972. Knows: what is paid elsewhere. Stopped by: a bond that is worth more than what it gains by
    leaving before its leases are over.
    """

    at_days: float = 2.0

    def __post_init__(self) -> None:
        if not self.at_days >= 0:
            raise ValueError(f"Deserter.at_days={self.at_days}; allowed: 0 or more")

    def stays(self, view: View) -> bool:
        return super().stays(view) and view.time < self.at_days * DAY

    def serves_out(self, view: View) -> bool:
        return False
