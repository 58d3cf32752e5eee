"""Plays settings over seeds, on all cores, and keeps of each run what is to be looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from math import isnan, nan
from typing import Any, Protocol, Self, TypeVar

import numpy as np
import torch
from joblib import Parallel, delayed

from experiments.composing.compose import Composed, composed
from tests.validation import archive
from tests.validation.archive import Archive


def json_of(value: Any) -> Any:
    """Mappings, series, numbers and text as JSON, NaN as null."""
    if isinstance(value, Mapping):
        return {name: json_of(item) for name, item in value.items()}
    if isinstance(value, np.ndarray):
        return [json_of(item) for item in value.tolist()]
    return None if isinstance(value, float) and isnan(value) else value


def of_json(value: Any) -> Any:
    """The same back; a list is a series."""
    if isinstance(value, Mapping):
        return {name: of_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return np.array(value, dtype=np.float64)
    return nan if value is None else value


class Reading(Protocol):
    """What is kept of a run."""

    @classmethod
    def of(cls, found: Composed) -> Self:
        """Play a composed factory and read it."""

    def plain(self) -> Any:
        """As a JSON value without NaN."""

    @classmethod
    def again(cls, plain: Mapping[str, Any]) -> Self:
        """From such a value."""


R = TypeVar("R", bound=Reading)


def reading(kind: type[R], overrides: Sequence[str]) -> R:
    """Of one run, played now or before."""
    torch.set_num_threads(1)
    found = composed(overrides)
    question = [kind.__module__, kind.__qualname__, found.settings]
    return kind.again(Archive(archive.FOLDER).recalled(question, lambda: kind.of(found).plain()))


def readings(kind: type[R], runs: Sequence[Sequence[str]]) -> list[R]:
    """Of several runs, in their order, as many at a time as there are cores for this process.

    Workers of one test run often ask for the same runs: each begins at another place, so that they share the work and do not
    wait for each other.
    """
    worker, workers = place()
    begin = len(runs) * worker // workers
    order = [(begin + step) % len(runs) for step in range(len(runs))]
    cores = max(1, (os.cpu_count() or 1) // workers)
    found: list[R] = Parallel(n_jobs=cores)(delayed(reading)(kind, tuple(runs[index])) for index in order)
    return [run for _, run in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])]


def place() -> tuple[int, int]:
    """The number of this worker of a test run, from 0 on, and how many there are: pytest-xdist says so."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return int(worker), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
