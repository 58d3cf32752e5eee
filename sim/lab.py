"""The seam to the lab: real computation, sealed until the cluster says that it is over.

What varies behind it: torch, a stub for tests, later a surrogate. What never does: a result is a function of the job
alone, and nobody sees it before its simulated end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Job, Result, Vector


class Sealed(RuntimeError):
    """A ticket was opened before the cluster unsealed it."""


@dataclass(eq=False, slots=True)
class Ticket:
    """A claim on a job's result. The cluster unseals it at the job's simulated end; whoever holds it may then open it."""

    job: Job
    compute: Callable[[Ticket], Result] = field(repr=False)
    sealed: bool = True

    def unseal(self) -> None:
        self.sealed = False

    def open(self) -> Result:
        """The result. Raises `Sealed` before the job's simulated end."""
        if self.sealed:
            raise Sealed(f"ticket opened before its simulated end: {type(self.job).__name__} on {self.job.data}")
        return self.compute(self)


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows of a data set: inputs (n, features) float32, labels (n,) int64, protected group (n,) int64 or None."""

    inputs: NDArray[np.float32]
    labels: NDArray[np.int64]
    groups: NDArray[np.int64] | None = None


class Lab(Protocol):
    """Computes jobs. Knows no token and no attacker."""

    @property
    def margin(self) -> float:
        """Root mean square error of its accuracies; 0.0 for a lab that computes what it reports."""

    @property
    def stacks(self) -> Mapping[int, int]:
        """How many trainings were computed together, and how often so many; empty where each is computed by itself."""

    def keep(self, vector: Vector) -> str:
        """Store a read-only copy of a float32 vector; its content digest names it from now on."""

    def vector(self, key: str) -> Vector:
        """The kept vector (read-only). Raises KeyError when it was never kept."""

    def learn(self, examples: Examples) -> str:
        """Store a data set; its content digest names it from now on. Refuses non-finite inputs with ValueError."""

    def rows(self, data: str) -> int:
        """Rows of a kept data set. Raises KeyError when it was never kept."""

    def leaves(self, data: str) -> tuple[str, ...]:
        """Merkle leaves of its rows, in order: see `sim.merkle`. Raises KeyError when it was never kept."""

    def begin(self, model: str, seed: int) -> str:
        """Key of freshly initialised parameters of `model`."""

    def submit(self, job: Job) -> Ticket:
        """Accept a job at its simulated start. Returns at once; nothing is read from the caller afterwards."""

    def cancel(self, ticket: Ticket) -> None:
        """Forget a job nobody waits for, if it was not computed yet."""

    def probe(self, model: str, parameters: str, examples: Examples, names: Sequence[str]) -> Mapping[str, float]:
        """The referee's measurements on true held-out data (accuracy, loss, calibration, ...): free and in no view."""


class LabPlan(Protocol):
    """A lab as configured: opened once the data, and so the sizes of the models, are known."""

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        """A lab that knows one model for each task, by its name; `sizes` are (features, classes). Without any, the lab is
        only the place where large values are kept."""
