"""The trainer that takes a seat and leaves it empty."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.jobs import Training, Vector
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True)
class Squatter(Deviation):
    """Accept every assignment, train nothing, hand in nothing, and give no seat back.

    Griefing, as pool members do who withhold blocks: Rosenfeld, Analysis of bitcoin pooled mining reward systems, 2011,
    arXiv:1112.4980. It earns nothing and costs next to nothing; who suffers are those who would have had the seat, and the
    model. Knows: nothing. Stopped by: whoever takes it to court, since an empty seat stands in a public table; a price for
    seats. No check of updates finds it: there is no update.
    """

    def plan(self, view: View, task: Assigned) -> Training | None:
        return None

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        return None
