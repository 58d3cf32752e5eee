"""The auditor: measures models before they are sold, on data that only it has."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.private_set import PrivateSet
from agents.roles.role import Life, Role
from sim.facts import Fact
from sim.jobs import Done, Evaluation, Score
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
            own = Evaluation(opened.task, (((opened.model, 1.0),),), data, tuple(range(rows)))
            job = self.behaviour.examine(self.see(opened), opened, own)
            outcome = None if job is None else (yield self.run(job))
            scores = outcome.result if isinstance(outcome, Done) and isinstance(outcome.result, tuple) else (None,)
            found: Score | None = scores[0]
            stated = self.behaviour.certify(self.see(opened), opened, found)
            if stated is not None:
                yield self.send(Finding(opened.audit, int(stated)))
        yield from self.leave()
