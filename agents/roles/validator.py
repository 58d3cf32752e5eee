"""The validator: scores updates on data that only it has, and repeats work that it is ordered to check."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from agents.roles.private_set import PrivateSet
from agents.roles.role import Life, Role
from sim.chain.sealed import commitment
from sim.chain.windows import Open
from sim.facts import Fact
from sim.jobs import Done, Evaluation, Job
from sim.messages.message import To
from sim.messages.training_round import OpenReport, Report, ScoringOpened, SealReport


class Validator(Role):
    """Joins, and reports on every round that is put up for scoring. Checks come as orders and run beside the story."""

    role: ClassVar[str] = "validator"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({ScoringOpened})
    _private: dict[str, PrivateSet]

    def live(self) -> Life:
        self._private = {}
        yield from self.join()
        while self.stays():
            scoring = yield self.next(ScoringOpened, until=self.now + self.review)
            if scoring is None or scoring.until <= self.now or scoring.model not in self.tasks:
                continue
            contract = self.teller
            job = self.behaviour.assess(self.see(scoring), scoring, self.evaluation(scoring))
            outcome = None if job is None else (yield self.run(job))
            found = outcome.result if isinstance(outcome, Done) and isinstance(outcome.result, tuple) else None
            moment = self.behaviour.waits(self.see(scoring), scoring)
            if moment > self.now:
                yield self.next(until=moment)
            scores = self.behaviour.score(self.see(scoring), scoring, found)
            if scores is not None:
                yield from self.report(contract, scoring, tuple(sorted(scores.items())))
        yield from self.leave()

    def report(self, contract: str, scoring: ScoringOpened, scores: tuple[tuple[str, int], ...]) -> Life:
        """Say the scores; where reports are sealed, commit to them, and say them when no seal is taken any more."""
        if not scoring.opening:
            yield self.send(To(contract, Report(scoring.round, scores)))
            return
        salt = self.salt()
        seal = commitment(self.account, scoring.round, salt, scores)
        receipt = yield self.send(To(contract, SealReport(scoring.round, seal)))
        if receipt.accepted and (yield self.window(scoring.opening)) is Open:
            yield self.send(To(contract, OpenReport(scoring.round, scores, salt)))

    def evaluation(self, scoring: ScoringOpened) -> Evaluation:
        """Score the old model, and it plus each update, on the own hold-out of the day."""
        start = (scoring.start, 1.0)
        candidates = ((start,), *((start, (update, 1.0)) for _, update in scoring.updates))
        data, rows = self.private(scoring.model)
        return Evaluation(scoring.model, candidates, data, range(rows))

    def private(self, task: str) -> tuple[str, int]:
        """Key and rows of the own hold-out of the day for a task, whether it serves the task or is only ordered to look."""
        return self._private.setdefault(task, PrivateSet(self, task)).today()

    def equipped(self, job: Job) -> Job:
        """An ordered evaluation that names no data is done on the own hold-out."""
        if not isinstance(job, Evaluation) or job.data:
            return job
        data, rows = self.private(job.model)
        return replace(job, data=data, rows=range(rows))
