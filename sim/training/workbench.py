"""Jobs of one kind in, one result each out: by stacks where that works, one by one where a stack fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from sim.jobs import Broken, Evaluation, Job, Result, Score, Training
from sim.lab import Examples
from sim.training.forward import stacked
from sim.training.model import Model
from sim.training.privacy import released
from sim.training.scoring import scores
from sim.training.stack import LEAST, Client, train
from sim.training.store import Store, read_only

Kind: TypeAlias = tuple[str, str, int]
"""Jobs of one kind may share a stack: (class, model, batch size or number of rows)."""

J = TypeVar("J", Training, Evaluation)

ELEMENTS = 2**22
"""Inputs gathered at once for an evaluation, in float32 elements: 16 MiB."""


def kind(job: Job) -> Kind:
    """The kind of `job`."""
    return (type(job).__name__, job.model, job.batch if isinstance(job, Training) else len(job.rows))


@dataclass(frozen=True)
class Workbench:
    """Computes jobs that `fault` has let through."""

    zoo: Mapping[str, Model]
    store: Store
    width: int
    device: str

    def compute(self, jobs: Sequence[Job]) -> list[Result]:
        """One result per job, in order. All jobs are of one kind."""
        trainings = {i: job for i, job in enumerate(jobs) if isinstance(job, Training)}
        evaluations = [job for job in jobs if isinstance(job, Evaluation)]
        if not trainings:
            return _apart(evaluations, self._evaluate)
        ranked = sorted(trainings, key=lambda i: -trainings[i].steps)  # neighbours in a stack end together
        chunks = [ranked[i : i + self.width] for i in range(0, len(ranked), self.width)]
        done = [result for chunk in chunks for result in _apart([trainings[i] for i in chunk], self._train)]
        return [result for _, result in sorted(zip(ranked, done, strict=True), key=lambda pair: pair[0])]

    def _train(self, jobs: Sequence[Training]) -> list[Result]:
        clients = [Client(job, self.store.vector(job.start), self.store.examples(job.data)) for job in jobs]
        ends = train(self.zoo[jobs[0].model], clients, self.device)
        return [
            read_only(released(end, job)) if isinstance(end, np.ndarray) else end
            for job, end in zip(jobs, ends, strict=True)
        ]

    def _evaluate(self, jobs: Sequence[Evaluation]) -> list[Result]:
        model, rows = self.zoo[jobs[0].model], len(jobs[0].rows)
        tables = [self._rows(job) for job in jobs]
        asked = [(table, blend) for job, table in zip(jobs, tables, strict=True) for blend in job.candidates]
        width = max(min(self.width, ELEMENTS // (rows * model.features)), LEAST)
        found: list[Score] = []
        for i in range(0, len(asked), width):
            part = asked[i : i + width]
            parameters = np.stack([self.store.blend(blend) for _, blend in part])
            logits = stacked(model, parameters, np.stack([table.inputs for table, _ in part]), self.device)
            found += scores(logits, np.stack([table.labels for table, _ in part]))
        given = iter(found)
        return [tuple(next(given) for _ in job.candidates) for job in jobs]

    def _rows(self, job: Evaluation) -> Examples:
        examples, rows = self.store.examples(job.data), np.asarray(job.rows)
        return Examples(examples.inputs[rows], examples.labels[rows])


def _apart(jobs: Sequence[J], work: Callable[[Sequence[J]], list[Result]]) -> list[Result]:
    """`work` on all jobs at once; when it raises, on each alone, so that an exception becomes its own job's result."""
    try:
        return work(jobs)
    except Exception as error:
        if len(jobs) == 1:
            return [Broken(f"{type(error).__name__}: {error}")]
        return [result for job in jobs for result in _apart([job], work)]
