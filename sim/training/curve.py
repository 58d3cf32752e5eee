"""A learning curve: what a model of some task can do, by how far it is from where its training leads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import exp, isfinite

import numpy as np

from sim.jobs import Training


@dataclass(frozen=True)
class Curve:
    """Fitted on real runs by `aifactory calibrate`; `sim.training.surrogate` says what distance is.

    `distances` ascend from 0, where training would end, past 1, where it began; the other two give what a model at each
    distance shows on data it has not seen: the share of right answers, and the mean cross-entropy in nats. Between them the
    curve is straight, beyond them it is flat.
    """

    distances: tuple[float, ...]
    accuracies: tuple[float, ...]
    losses: tuple[float, ...]
    speed: float
    """How fast a job moves: k steps at a rate r close 1 - exp(-speed k r / (1 - momentum)) of the way."""
    noise: float
    """Length of what chance adds to an update, as a part of the update's own."""
    width: float
    """Distance at which two inputs count as unlike, in units of the inputs."""
    error: float
    """Root mean square error of the accuracy, on runs that were not fitted on."""
    fitted_on: str
    """The command that made it."""

    def __post_init__(self) -> None:
        for name in ("distances", "accuracies", "losses"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
            if len(getattr(self, name)) != len(self.distances) or len(self.distances) < 2:
                raise ValueError(
                    f"Curve.{name} has {len(getattr(self, name))} points; allowed: as many as distances, 2 or more"
                )
        if self.distances[0] != 0 or any(one >= other for one, other in pairwise(self.distances)):
            raise ValueError(f"Curve.distances={self.distances}; allowed: from 0, ascending")
        if any(not 0 <= share <= 1 for share in self.accuracies):
            raise ValueError(f"Curve.accuracies={self.accuracies}; allowed: 0 to 1")
        if any(not loss >= 0 or not isfinite(loss) for loss in self.losses):
            raise ValueError(f"Curve.losses={self.losses}; allowed: 0 or more nats")
        if not self.speed > 0 or not self.width > 0 or not self.noise >= 0 or not 0 <= self.error <= 1:
            raise ValueError(
                f"Curve.speed={self.speed}, width={self.width}, noise={self.noise}, error={self.error}; allowed: speed and"
                " width above 0, noise 0 or more, error 0 to 1"
            )

    def accuracy(self, distance: float) -> float:
        """The share of right answers at a distance; guesses beyond the last point are the last point's."""
        return float(np.interp(distance, self.distances, self.accuracies))

    def loss(self, distance: float) -> float:
        """Mean cross-entropy at a distance, in nats."""
        return float(np.interp(distance, self.distances, self.losses))

    def way(self, job: Training) -> float:
        """The part of the way to where its data lead that a job goes, 0 to 1."""
        return 1 - exp(-self.speed * job.steps * job.rate / (1 - job.momentum))
