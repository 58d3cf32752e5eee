"""The honest trainer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.behaviour import Behaviour
from sim.jobs import Done, Outcome, Training, Vector
from sim.messages.message import Message
from sim.messages.training_round import Assigned, Excuse
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Train as assigned, hand in what came out, at once."""

    def plan(self, view: View, task: Assigned) -> Training | None:
        return task.job

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        return delta

    def hold(self, view: View, task: Assigned) -> float:
        return view.time

    def shares(self, view: View, delta: Vector | None) -> Any:
        return None

    def excuse(self, view: View, outcome: Outcome) -> Message | None:
        ended = outcome.result if isinstance(outcome, Done) else outcome
        return Excuse(view.task.round, type(ended).__name__.lower())
