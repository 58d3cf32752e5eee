"""The honest aggregator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.behaviour import Behaviour
from sim.jobs import Vector
from sim.messages.auction import AskingPrice
from sim.messages.host import Asked
from sim.messages.training_round import AggregationOpened
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Include everybody in the order given, and hand in what comes out."""

    def answer(self, view: View, asked: Asked) -> Any:
        """Asked for a price, the least there is: what it is paid is a share, whatever it asks."""
        return 1 if isinstance(asked.question, AskingPrice) else None

    def includes(self, view: View, opened: AggregationOpened) -> tuple[str, ...]:
        return tuple(submission.owner for submission in opened.view.submissions)

    def publishes(self, view: View, opened: AggregationOpened, update: Vector | None) -> Vector | None:
        return update
