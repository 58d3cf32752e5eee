"""The validator: scores updates on data that only it has, and repeats work that it is ordered to check."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role
from sim.durations import DAY
from sim.facts import Fact
from sim.jobs import Done, Evaluation
from sim.messages.training_round import Report, ScoringOpened


class Validator(Role):
    """Joins, and reports on every round that is put up for scoring. Checks come as orders and run beside the story."""

    role: ClassVar[str] = "validator"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({ScoringOpened})
    _held: tuple[int, str, int] | None = None

    def live(self) -> Life:
        yield from self.join()
        while self.stays():
            scoring = yield self.next(ScoringOpened, until=self.now + self.review)
            if scoring is None or scoring.until <= self.now:
                continue
            job = self.behaviour.assess(self.see(scoring), scoring, self.evaluation(scoring))
            outcome = None if job is None else (yield self.run(job))
            found = outcome.result if isinstance(outcome, Done) and isinstance(outcome.result, tuple) else None
            scores = self.behaviour.score(self.see(scoring), scoring, found)
            if scores is not None:
                yield self.send(Report(scoring.round, tuple(sorted(scores.items()))))
        yield from self.leave()

    def evaluation(self, scoring: ScoringOpened) -> Evaluation:
        """Score the old model, and it plus each update, on the own hold-out of the day."""
        start = (scoring.start, 1.0)
        candidates = ((start,), *((start, (update, 1.0)) for _, update in scoring.updates))
        hold_out = self.hold_out()
        return Evaluation(scoring.model, candidates, hold_out[0], tuple(range(hold_out[1])))

    def hold_out(self) -> tuple[str, int]:
        """Key and size of the private hold-out: drawn once, and anew on days when the world has changed."""
        holdings = self.factory.holdings
        day = holdings.since(int(self.now // DAY))
        if self._held is None or self._held[0] != day:
            stream = self.factory.streams.of("agent", self.group, self.index, f"hold-out of day {day}")
            examples = holdings.hold_out(stream, day)
            self._held = (day, self.factory.lab.learn(examples), len(examples.labels))
        return self._held[1:]
