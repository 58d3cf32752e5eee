"""What can be asked of the lab, and how it can end, as values.

A job holds everything its result depends on and is read once, when it is submitted. Vectors and data sets are named by
their content digest, so two equal jobs are the same job, wherever and whenever they run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float32]
Blend: TypeAlias = tuple[tuple[str, float], ...]
"""A linear combination of kept vectors, as (digest, weight) pairs: a model, a model plus an update, a coalition's mean."""
Rows: TypeAlias = range | tuple[int, ...]
"""Rows of a data set. A job keeps a stretch of them as a range, however it was given, so equal rows make equal jobs; and
a whole data set, which is what most jobs name, costs nothing to compare, to check or to name by a digest."""


@dataclass(frozen=True, slots=True)
class Training:
    """Local SGD from `start` on `rows` of `data`; its result is the float32 vector local minus start.

    Batches are taken from consecutive permutations of `rows`, drawn from `seed` alone, so the first k steps of a job are
    the k-step job. `clip` bounds the L2 norm of the result and `noise` (a multiple of `clip`) is added to it, from
    `noise_seed`: the privacy of a release is part of the job.
    """

    model: str
    start: str
    data: str
    rows: Rows
    steps: int
    batch: int = 32
    rate: float = 0.1
    momentum: float = 0.0
    seed: int = 0
    clip: float | None = None
    noise: float = 0.0
    noise_seed: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", stretch(self.rows))
        if not self.rows:
            raise ValueError("Training.rows is empty; at least one row is needed")
        if self.steps < 0 or self.batch < 1:
            raise ValueError(f"Training.steps={self.steps}, batch={self.batch}; allowed: steps >= 0 and batch >= 1")
        if self.noise and self.clip is None:
            raise ValueError("Training.noise needs Training.clip: unbounded updates cannot be made private")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Score each of `candidates` on `rows` of `data`; its result is one `Score` per candidate, in order.

    An evaluation that is ordered with `data` empty is for whoever performs it to run on rows of its own choice.
    """

    model: str
    candidates: tuple[Blend, ...]
    data: str
    rows: Rows

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", stretch(self.rows))


Job: TypeAlias = Training | Evaluation


@dataclass(frozen=True, slots=True)
class Load:
    """Computing that is no concern of the factory's: so many `hours` of a card of `teraflops` (the reference card, an H100).

    It goes to the cluster and not to the lab, and has no result.
    """

    hours: float
    teraflops: float = 990.0

    @property
    def operations(self) -> float:
        """Floating-point operations in all."""
        return self.hours * 3600 * self.teraflops * 1e12


@dataclass(frozen=True, slots=True)
class Score:
    """How well one candidate did. Integers, so that a last bit of arithmetic cannot become money."""

    correct: int
    rows: int
    loss: int
    """Mean cross-entropy in 1e-6 nats."""


@dataclass(frozen=True, slots=True)
class Diverged:
    """The result of a training whose parameters stopped being finite, at this step."""

    step: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The result of a job that the lab could not compute; the reason belongs to this job and to no other."""

    reason: str


Result: TypeAlias = Vector | tuple[Score, ...] | Diverged | Broken


@dataclass(frozen=True, slots=True)
class Done:
    """The job ran to its end."""

    result: Result


@dataclass(frozen=True, slots=True)
class Preempted:
    """Pushed out for good after this many whole steps; the role may claim the shorter job at no further time."""

    steps: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The hardware failed more often than the job may restart."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The submitter withdrew the job, or left."""


Outcome: TypeAlias = Done | Preempted | Failed | Cancelled


def stretch(rows: Rows) -> Rows:
    """The same rows: as a range of step one if each is the one after the last, else as a tuple."""
    if isinstance(rows, range) and rows.step == 1:
        return rows if rows else ()
    if rows and rows[-1] - rows[0] == len(rows) - 1 and tuple(counted := range(rows[0], rows[-1] + 1)) == tuple(rows):
        return counted
    return tuple(map(int, rows))


@lru_cache(maxsize=2**14)  # a round of ten thousand: each job is named when it is assigned, submitted, seated and paid
def digest(job: Job | Load) -> str:
    """Content digest of a job: 32 hex digits over every field, in declaration order."""
    kind: Any = type(job)  # to a type checker the class of a frozen value is not hashable
    template, values = _layout(kind)
    return blake2b((template % values(job)).encode(), digest_size=16).hexdigest()


@cache
def _layout(kind: Any) -> tuple[str, Callable[[Job | Load], tuple[object, ...]]]:
    """What a digest is taken of, as a text with gaps, and what goes into them."""
    names = [field.name for field in fields(kind)]
    return "\n".join([kind.__name__, *(f"{name}=%r" for name in names)]), attrgetter(*names)
