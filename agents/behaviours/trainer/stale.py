"""The trainer that works from an older model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from agents.behaviours.noting import Noting
from sim.facts import Fact
from sim.jobs import Training
from sim.messages.training_round import Assigned, RoundOpened
from sim.view import View


@dataclass(frozen=True)
class Stale(Noting):
    """Train from the parameters of `behind` rounds ago, or the oldest it has heard of, and hand that in for today's.

    Staleness: Xie, Koyejo and Gupta, Asynchronous federated optimization, 2019. It spares a download, or has a slow line for
    an excuse; the update points where an old model had to go. Knows: the public models of past rounds. Stopped by: any check
    that repeats the work. Robust aggregation mostly lets it pass, and while a model moves little it hardly harms.
    """

    behind: int = 3
    """Rounds."""

    def __post_init__(self) -> None:
        if self.behind < 1:
            raise ValueError(f"Stale.behind={self.behind}; allowed: 1 or more rounds")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundOpened}

    def note(self, view: View, fact: Fact) -> Any:
        """Pairs of a task and the key of a model: of each task the last `behind` + 1, the oldest first."""
        known: tuple[tuple[str, str], ...] = view.memory.own or ()
        if not isinstance(fact, RoundOpened):
            return known
        same = (*(pair for pair in known if pair[0] == fact.task), (fact.task, fact.model))
        return (*(pair for pair in known if pair[0] != fact.task), *same[-self.behind - 1 :])

    def plan(self, view: View, task: Assigned) -> Training | None:
        job = super().plan(view, task)
        oldest = next((model for trained, model in view.memory.own or () if trained == task.job.model), None)
        return job if job is None or oldest is None else replace(job, start=oldest)
