"""The choices that every behaviour makes, whatever its role, with the defaults of somebody honest and quiet.

A behaviour is a frozen value. It sees a view and returns a choice; it changes nothing. What it wants to remember it
returns from `remember`, and sees again as `view.memory`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.jobs import Job, Result
from sim.messages.host import Asked, Ordered
from sim.messages.message import Message, To
from sim.view import View


@dataclass(frozen=True)
class Behaviour:
    """Base of all behaviours."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        """Kinds of public fact (or `Pending`) that it wants to react to or remember, besides those of its role."""
        return frozenset()

    def begin(self) -> Any:
        """The memory it is born with."""
        return None

    def joins(self, view: View) -> float:
        """When to take part, in seconds: now or the past means at once, a later time to be asked again then."""
        return view.time

    def stays(self, view: View) -> bool:
        """Whether to go on taking part."""
        return True

    def remember(self, view: View, fact: Fact) -> Any:
        """The memory after hearing a fact."""
        return view.memory

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        """Messages to send at once, unasked: after a fact that it hears, or a `Pending` that it listens for."""
        return ()

    def answer(self, view: View, asked: Asked) -> Any:
        """The answer to a contract's question; None: say nothing, and let the default stand."""
        return None

    def perform(self, view: View, order: Ordered) -> Job | None:
        """The job to run for ordered work; None: run nothing."""
        return order.job

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        """What to hand in for ordered work: a vector, a tuple of scores, or None for nothing. `result` is None when
        nothing was run or the hardware failed."""
        return result
