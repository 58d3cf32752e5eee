"""The trainer: takes assignments, trains, and hands updates in."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from agents.roles.role import Life, Role
from sim.chain.sealed import commitment
from sim.chain.windows import Open
from sim.facts import Fact
from sim.jobs import Done, Outcome, Vector
from sim.messages.message import To
from sim.messages.training_round import Assigned, Commit, Excuse, Reveal


class Trainer(Role):
    """Joins, trains what it is assigned, commits, reveals, and leaves when it no longer pays."""

    role: ClassVar[str] = "trainer"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({Assigned})

    def live(self) -> Life:
        yield from self.join()
        while self.stays():
            task = yield self.next(Assigned, until=self.now + self.review)
            if task is None or task.until <= self.now:
                continue
            job = self.behaviour.plan(self.see(task), task)
            if job is None:
                yield from self.hand_in(task, None)
                continue
            outcome = yield self.run(job, task.steps_due)
            match outcome:
                case Done(np.ndarray() as delta):
                    yield from self.hand_in(task, delta)
                case _:
                    yield from self.excuse(task, outcome)
        yield from self.leave()

    def hand_in(self, task: Assigned, delta: Vector | None) -> Life:
        """Commit to an update, then reveal it when the window opens."""
        self.tell(self.behaviour.shares(self.see(task), delta))
        hold = self.behaviour.hold(self.see(task), task)
        if hold > self.now:
            yield self.next(until=hold)
        claim = self.behaviour.submit(self.see(task), delta)
        if claim is None:
            return
        update, salt, contract = self.keep(claim), self.salt(), training(task)
        if task.commit:
            seal = commitment(self.account, task.round, salt, update)
            receipt = yield self.send(To(contract, Commit(task.round, seal)))
            if not receipt.accepted:
                return
        if (yield self.window(task.reveal)) is Open:
            yield self.send(To(contract, Reveal(task.round, update, salt)))

    def excuse(self, task: Assigned, outcome: Outcome) -> Life:
        """Say, or do not say, that nothing will come."""
        message = self.behaviour.excuse(self.see(task), outcome)
        if message is not None:
            yield self.send(To(training(task), message) if isinstance(message, Excuse) else message)


def training(task: Assigned) -> str:
    """The contract that a task is from."""
    return task.reveal.partition("/")[0]
