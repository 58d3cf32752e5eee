"""The adversary wraps: a deviation is an honest behaviour of which one decision is corrupted.

Every decision of every role is forwarded here, one by one and in plain sight, to the behaviour inside (which `whom` may
choose anew each time); a deviation overrides the one it means. A test holds this list against the protocols.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.behaviours.behaviour import Behaviour
from sim.facts import Fact
from sim.jobs import Evaluation, Job, Outcome, Result, Score, Training, Vector
from sim.lab import Examples
from sim.messages.host import Asked, Ordered
from sim.messages.message import Message, To
from sim.messages.training_round import Assigned, ScoringOpened
from sim.view import View


@dataclass(frozen=True)
class Deviation(Behaviour):
    """Does what `inner` does."""

    inner: Any = field(kw_only=True)
    """The behaviour that is deviated from: any of the same role."""

    def whom(self, view: View) -> Any:
        """The behaviour that decides now."""
        return self.inner

    @property
    def listens(self) -> frozenset[type[Fact]]:
        kinds: frozenset[type[Fact]] = self.inner.listens
        return kinds

    def begin(self) -> Any:
        return self.inner.begin()

    def stays(self, view: View) -> bool:
        return bool(self.whom(view).stays(view))

    def remember(self, view: View, fact: Fact) -> Any:
        return self.whom(view).remember(view, fact)

    def react(self, view: View, fact: Fact) -> Iterable[Message | To]:
        messages: Iterable[Message | To] = self.whom(view).react(view, fact)
        return messages

    def answer(self, view: View, asked: Asked) -> Any:
        return self.whom(view).answer(view, asked)

    def perform(self, view: View, order: Ordered) -> Job | None:
        job: Job | None = self.whom(view).perform(view, order)
        return job

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        return self.whom(view).deliver(view, order, result)

    # the trainer
    def plan(self, view: View, task: Assigned) -> Training | None:
        job: Training | None = self.whom(view).plan(view, task)
        return job

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        update: Vector | None = self.whom(view).submit(view, delta)
        return update

    def hold(self, view: View, task: Assigned) -> float:
        return float(self.whom(view).hold(view, task))

    def shares(self, view: View, delta: Vector | None) -> Vector | None:
        told: Vector | None = self.whom(view).shares(view, delta)
        return told

    def excuse(self, view: View, outcome: Outcome) -> Message | None:
        message: Message | None = self.whom(view).excuse(view, outcome)
        return message

    # the validator
    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        job: Evaluation | None = self.whom(view).assess(view, scoring, own)
        return job

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        scores: Mapping[str, int] | None = self.whom(view).score(view, scoring, found)
        return scores

    # the data provider
    def offer(self, view: View, shard: Examples) -> Examples | None:
        offered: Examples | None = self.whom(view).offer(view, shard)
        return offered

    # the compute owner
    def brings(self, view: View, machines: int) -> int:
        return int(self.whom(view).brings(view, machines))
