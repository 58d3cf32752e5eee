"""Jobs of one kind in, one result each out; where they fail together, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from sim.jobs import Broken, Evaluation, Job, Result, Training
from sim.training.engine import Client, Engine, Trial
from sim.training.privacy import released
from sim.training.store import Store, read_only

Kind: TypeAlias = tuple[str, str, int]
"""Jobs of one kind may be computed together: (class, model, batch size or number of rows)."""

J = TypeVar("J", Training, Evaluation)


def kind(job: Job) -> Kind:
    """The kind of `job`."""
    return (type(job).__name__, job.model, job.batch if isinstance(job, Training) else len(job.rows))


@dataclass(frozen=True)
class Workbench:
    """Computes jobs that `fault` has let through."""

    engines: Mapping[str, Engine]
    store: Store

    def compute(self, jobs: Sequence[Job]) -> list[Result]:
        """One result per job, in order. All jobs are of one kind."""
        trainings = [job for job in jobs if isinstance(job, Training)]
        evaluations = [job for job in jobs if isinstance(job, Evaluation)]
        return _apart(trainings, self._train) + _apart(evaluations, self._evaluate)

    def _train(self, jobs: Sequence[Training]) -> list[Result]:
        clients = [Client(job, self.store.vector(job.start), self.store.examples(job.data)) for job in jobs]
        ends = self.engines[jobs[0].model].train(clients)
        return [
            read_only(released(end, job)) if isinstance(end, np.ndarray) else end
            for job, end in zip(jobs, ends, strict=True)
        ]

    def _evaluate(self, jobs: Sequence[Evaluation]) -> list[Result]:
        found = iter(self.engines[jobs[0].model].score(self._trials(jobs)))
        return [tuple(next(found) for _ in job.candidates) for job in jobs]

    def _trials(self, jobs: Sequence[Evaluation]) -> Iterator[Trial]:
        for job in jobs:
            examples, rows = self.store.examples(job.data), np.asarray(job.rows, dtype=np.int64)
            for blend in job.candidates:
                yield Trial(self.store.blend(blend), examples, rows)


def _apart(jobs: Sequence[J], work: Callable[[Sequence[J]], list[Result]]) -> list[Result]:
    """`work` on all jobs at once; when it raises, on each alone, so that an exception becomes its own job's result."""
    try:
        return work(jobs) if jobs else []
    except Exception as error:
        if len(jobs) == 1:
            return [Broken(f"{type(error).__name__}: {error}")]
        return [result for job in jobs for result in _apart([job], work)]
