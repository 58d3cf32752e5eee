"""The user that buys what seems best for its money, and says how it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.behaviours.behaviour import Behaviour
from sim.durations import HOUR
from sim.view import View
from sim.world.demand import Counts, Crowd, Demand, Offer


@dataclass(frozen=True)
class Honest(Behaviour):
    """Choose by a logit on perceived quality and price; check some of the answers and report what was found."""

    demand: Demand = field(default_factory=lambda: Demand(requests=20.0, people=1))
    """One person, who comes twenty times a day. Proposal."""
    report: float = 0.01
    """Share of the answers that it checks. Proposal."""

    def __post_init__(self) -> None:
        if not 0 <= self.report <= 1:
            raise ValueError(f"report={self.report}; allowed: 0 to 1")

    def people(self, view: View) -> Crowd:
        return self.demand.crowd(view.draws("people"))

    def comes(self, view: View, crowd: Crowd) -> float:
        """At half past the hour, so that nobody changes a price under its eyes."""
        return HOUR / 2 if view.time < HOUR / 2 else (view.time // HOUR + 1.5) * HOUR

    def wants(self, view: View, offers: tuple[Offer, ...], crowd: Crowd, since: float) -> Counts:
        return self.demand.wants(offers, crowd, since, view.time, view.draws("demand"))

    def checks(self, view: View, version: int, bought: int, checked: int) -> int:
        return max(int(bought * self.report) - checked, 0)

    def states(self, view: View, version: int, tried: int, succeeded: int) -> int:
        return succeeded
