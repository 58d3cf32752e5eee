"""A lab under a stopwatch: what a run spends on real computation, told from everything else that it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from sim.jobs import Job, Result, Training, Vector
from sim.lab import Examples, Lab, LabPlan, Ticket

TRAINING, EVALUATION, PROBES = "training", "evaluation", "probes"
"""What a lab does: the work of trainers, the scoring of validators and others, and the referee's measurements."""


@dataclass
class TimedLab:
    """A lab that adds up the seconds spent inside another by what it does, wall time unless `clock` tells another. A job
    that is computed takes others of its kind with it, so what they cost stands where they are."""

    inner: Lab
    clock: Callable[[], float] = perf_counter
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys((TRAINING, EVALUATION, PROBES), 0.0))

    @property
    def spent(self) -> float:
        """All of them."""
        return sum(self.seconds.values())

    @property
    def margin(self) -> float:
        return self.inner.margin

    @property
    def stacks(self) -> Mapping[int, int]:
        return self.inner.stacks

    def keep(self, vector: Vector) -> str:
        return self.inner.keep(vector)

    def vector(self, key: str) -> Vector:
        return self.inner.vector(key)

    def learn(self, examples: Examples) -> str:
        return self.inner.learn(examples)

    def rows(self, data: str) -> int:
        return self.inner.rows(data)

    def leaves(self, data: str) -> tuple[str, ...]:
        return self.inner.leaves(data)

    def begin(self, model: str, seed: int) -> str:
        return self.inner.begin(model, seed)

    def submit(self, job: Job) -> Ticket:
        what = TRAINING if isinstance(job, Training) else EVALUATION
        with self._timed(what):
            ticket = self.inner.submit(job)
        compute = ticket.compute

        def timed(opened: Ticket) -> Result:
            with self._timed(what):
                return compute(opened)

        ticket.compute = timed
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        self.inner.cancel(ticket)

    def probe(self, model: str, parameters: str, examples: Examples, names: Sequence[str]) -> Mapping[str, float]:
        with self._timed(PROBES):
            return self.inner.probe(model, parameters, examples, names)

    @contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        began = self.clock()
        try:
            yield
        finally:
            self.seconds[what] += self.clock() - began


@dataclass
class TimedPlan:
    """A configured lab, timed; `labs` are those that were opened."""

    inner: LabPlan
    clock: Callable[[], float] = perf_counter
    labs: list[TimedLab] = field(default_factory=list)

    @property
    def stacks(self) -> Mapping[int, int]:
        """How many trainings were computed together, and how often so many, in all of them."""
        found = sum((Counter(lab.stacks) for lab in self.labs), Counter[int]())
        return dict(sorted(found.items()))

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        self.labs.append(TimedLab(self.inner.open(sizes), self.clock))
        return self.labs[-1]
