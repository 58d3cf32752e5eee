"""The auditor: measures models before they are sold, on data that only it has."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

import simpy

from agents.roles.battery import parts
from agents.roles.private_set import PrivateSet
from agents.roles.role import Life, Role
from sim.facts import Fact
from sim.jobs import Done, Evaluation, Outcome, Score
from sim.messages.audit import AuditOpened, Finding


class Auditor(Role):
    """Joins, and states what it finds of every model that it was drawn to audit."""

    role: ClassVar[str] = "auditor"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({AuditOpened})

    def live(self) -> Life:
        private = PrivateSet(self)
        yield from self.join()
        while self.stays():
            opened = yield self.next(AuditOpened, until=self.now + self.review)
            if opened is None or self.account not in opened.auditors or opened.until <= self.now:
                continue
            data, rows = private.today()
            own = Evaluation(opened.task, (((opened.model, 1.0),),), data, range(rows))
            job = self.behaviour.examine(self.see(opened), opened, own)
            found = None if job is None else score_of((yield self.run(job)))
            stated = self.behaviour.certify(self.see(opened), opened, found)
            if stated is None:
                continue
            measured = yield from self.measured(opened, private, looks=job is not None)
            if measured is not None:
                yield self.send(Finding(opened.audit, int(stated), measured))
        yield from self.leave()

    def measured(
        self, opened: AuditOpened, private: PrivateSet, looks: bool
    ) -> Generator[simpy.Event, Any, tuple[tuple[str, int], ...] | None]:
        """The other tests that were ordered, and what it states of each; None when of one it states nothing."""
        stated = list[tuple[str, int]]()
        for test in opened.tests:
            scores: tuple[Score, ...] | None = None
            if looks:
                running = [self.run(job) for job in parts(self, private, opened, test)]
                scored = []
                for event in running:
                    scored.append(score_of((yield event)))
                scores = tuple(score for score in scored if score is not None) if None not in scored else None
            value = self.behaviour.measures(self.see(opened), opened, test, scores)
            if value is None:
                return None
            stated.append((test, int(value)))
        return tuple(stated)


def score_of(outcome: Outcome) -> Score | None:
    """The score of an evaluation of one model; None when nothing came of it."""
    if isinstance(outcome, Done) and isinstance(outcome.result, tuple):
        return outcome.result[0]
    return None
