"""What makes a job impossible, decided when it is submitted: what is learned later must not change its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from sim.jobs import Broken, Evaluation, Job, Rows
from sim.training.store import Store


class Shape(Protocol):
    """What a model expects: inputs (rows, features), labels below classes, a parameter vector (size,)."""

    @property
    def features(self) -> int: ...
    @property
    def classes(self) -> int: ...
    @property
    def size(self) -> int: ...


def fault(job: Job, store: Store, zoo: Mapping[str, Shape]) -> Broken | None:
    """Why `job` cannot be computed, or None."""
    return next((Broken(reason) for reason in _faults(job, store, zoo)), None)


def _faults(job: Job, store: Store, zoo: Mapping[str, Shape]) -> Iterator[str]:
    if job.model not in zoo:
        yield f"model={job.model!r} is unknown; allowed: {', '.join(sorted(zoo))}"
        return
    shape = zoo[job.model]
    if not store.knows(job.data):
        yield f"data={job.data!r} was never learned"
        return
    examples = store.examples(job.data)
    if examples.inputs.shape[1] != shape.features:
        yield f"data has {examples.inputs.shape[1]} features; {job.model} takes {shape.features}"
    if store.top(job.data) >= shape.classes:
        yield f"data has label {store.top(job.data)}; {job.model} allows 0..{shape.classes - 1}"
    if not _inside(job.rows, len(examples.labels)):
        yield f"rows reach outside the data; allowed: at least one row in 0..{len(examples.labels) - 1}"
    for key in _vectors(job):
        if not store.holds(key):
            yield f"vector {key!r} was never kept"
        elif len(store.vector(key)) != shape.size:
            yield f"vector {key!r} has {len(store.vector(key))} entries; {job.model} has {shape.size} parameters"
    if isinstance(job, Evaluation) and not all(job.candidates):
        yield "candidates hold an empty blend; allowed: one or more (key, weight) pairs each"


def _inside(rows: Rows, size: int) -> bool:
    """Whether there are rows, all of them in 0..size - 1."""
    ends = (rows[0], rows[-1]) if isinstance(rows, range) else rows
    return bool(rows) and min(ends) >= 0 and max(ends) < size


def _vectors(job: Job) -> Iterator[str]:
    if isinstance(job, Evaluation):
        yield from (key for blend in job.candidates for key, _ in blend)
    else:
        yield job.start
