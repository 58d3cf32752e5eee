"""One behaviour, and from a day on another."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.any.choice import Choice
from sim.durations import DAY
from sim.view import View


@dataclass(frozen=True)
class Switch(Choice):
    """Be `inner` until simulated time `at_days`, and `otherwise` from then on: a sleeper, or somebody who reforms."""

    at_days: float = 1.0

    def __post_init__(self) -> None:
        if not self.at_days >= 0:
            raise ValueError(f"Switch.at_days={self.at_days}; allowed: 0 or more days")

    def turns(self, view: View, decision: str) -> bool:
        return view.time >= self.at_days * DAY
