"""Plays settings over seeds, on all cores, and keeps of each run what is to be looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from math import isnan, nan
from typing import Any, Protocol, Self, TypeVar

import numpy as np
import torch
from joblib import Parallel, delayed

from experiments.compose import Composed, composed
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
    return kind.again(Archive().recalled(question, lambda: kind.of(found).plain()))


def readings(kind: type[R], runs: Sequence[Sequence[str]]) -> list[R]:
    """Of several runs, in their order, as many at a time as there are cores for this process."""
    found: list[R] = Parallel(n_jobs=cores())(delayed(reading)(kind, tuple(overrides)) for overrides in runs)
    return found


def cores() -> int:
    """Those of the machine, shared with the other workers of a test run."""
    return max(1, (os.cpu_count() or 1) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
