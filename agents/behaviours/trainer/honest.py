"""The honest trainer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.behaviour import Behaviour
from sim.jobs import Done, Outcome, Training, Vector
from sim.messages.auction import AskingPrice
from sim.messages.host import Asked
from sim.messages.message import Message
from sim.messages.training_round import Assigned, Excuse
from sim.money import TOKEN
from sim.view import View

COST = 466 * TOKEN
"""Base units that a task costs: one hour of a reference card at $2, at $.00429 a token; proposal."""


@dataclass(frozen=True)
class Honest(Behaviour):
    """Train as assigned, hand in what came out, at once."""

    def answer(self, view: View, asked: Asked) -> Any:
        """Asked for a price, its cost: in an auction that pays the first price that lost, nothing else is better."""
        return COST if isinstance(asked.question, AskingPrice) else None

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
