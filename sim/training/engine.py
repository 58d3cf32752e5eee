"""The seam to an engine: what turns a model's jobs into numbers.

What varies behind it: compiled kernels that take one job after the other, stacks of batched matrix products, any module
of torch. What never does: a result is a function of its own job alone, to the last bit, on one machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Diverged, Score, Training, Vector
from sim.lab import Examples


@dataclass(frozen=True, slots=True)
class Client:
    """A training and what it names: start (P,) and the data set its rows point into."""

    job: Training
    start: Vector
    examples: Examples


@dataclass(frozen=True, slots=True)
class Trial:
    """One candidate's parameters (P,), to be scored on `rows` (n,) of a data set."""

    parameters: Vector
    examples: Examples
    rows: NDArray[np.int64]


class Engine(Protocol):
    """Computes for one model. What it is given has passed `faults`: shapes fit, rows and labels lie inside."""

    def train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        """Local minus start (P,) of each client in order, or the step at which it diverged. All share one batch size."""

    def score(self, trials: Iterable[Trial]) -> list[Score]:
        """How each trial went, in order. All have one number of rows; they are taken one by one or a few at a time."""

    def logits(self, parameters: Vector, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits (n, classes) of parameters (P,) on inputs (n, features)."""
