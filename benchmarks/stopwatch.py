"""Tells the lab's time from everybody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from sim.jobs import Job, Result, Vector
from sim.lab import Examples, Lab, LabPlan, Ticket


@dataclass
class TimedLab:
    """A lab that adds up the seconds spent inside another."""

    inner: Lab
    spent: float = 0.0

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
        start = perf_counter()
        ticket = self.inner.submit(job)
        compute = ticket.compute

        def timed(opened: Ticket) -> Result:
            began = perf_counter()
            try:
                return compute(opened)
            finally:
                self.spent += perf_counter() - began

        ticket.compute = timed
        self.spent += perf_counter() - start
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        self.inner.cancel(ticket)

    def probe(self, model: str, parameters: str, examples: Examples, names: Sequence[str]) -> Mapping[str, float]:
        start = perf_counter()
        try:
            return self.inner.probe(model, parameters, examples, names)
        finally:
            self.spent += perf_counter() - start


@dataclass
class TimedPlan:
    """A configured lab, timed; `labs` are those that were opened."""

    inner: LabPlan
    labs: list[TimedLab] = field(default_factory=list)

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        self.labs.append(TimedLab(self.inner.open(sizes)))
        return self.labs[-1]
