"""The choices of an aggregator."""

from __future__ import annotations

from typing import Protocol

from sim.jobs import Vector
from sim.messages.training_round import AggregationOpened
from sim.view import View


class AggregatorBehaviour(Protocol):
    """What an aggregator decides, beside what every behaviour does."""

    def includes(self, view: View, opened: AggregationOpened) -> tuple[str, ...]:
        """Whose updates go in, in this order; each of `opened.view.submissions` at most once."""

    def publishes(self, view: View, opened: AggregationOpened, update: Vector | None) -> Vector | None:
        """What to hand in: `update`, float32 (P,), is what the rule makes of those included, None if it makes nothing.
        None: hand in nothing."""
