"""The choices of a trainer."""

from __future__ import annotations

from typing import Any, Protocol

from sim.jobs import Outcome, Training, Vector
from sim.messages.message import Message
from sim.messages.training_round import Assigned
from sim.view import View


class TrainerBehaviour(Protocol):
    """What a trainer decides, beside what every behaviour does."""

    def plan(self, view: View, task: Assigned) -> Training | None:
        """The training to run; None: run none."""

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        """The update to hand in, float32 (P,), local minus global; `delta` is what was trained, None if nothing was.
        None: hand in nothing. `view.task` is the assignment."""

    def hold(self, view: View, task: Assigned) -> float:
        """The time until which to hold an update back before committing to it, in seconds; the past means at once."""

    def shares(self, view: View, delta: Vector | None) -> Any:
        """What to tell the coalition when training is over: a frozen value; None: nothing."""

    def excuse(self, view: View, outcome: Outcome) -> Message | None:
        """The message to send when training came to nothing; None: be silent."""
