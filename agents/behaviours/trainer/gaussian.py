"""The trainer that hands in noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.jobs import Training, Vector
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True)
class Gaussian(Deviation):
    """Train nothing; submit a vector of independent normal numbers with mean 0 and standard deviation `deviation`.

    The Gaussian attack of Blanchard et al., Machine learning with adversaries, 2017, whose deviation of 200 drowns
    everything else: it wants to destroy, where a free rider wants to go unnoticed. Knows: the size of the model. Stopped by:
    every robust aggregation, every bound on the norm, and any check that repeats the work. An average is lost with one.
    """

    deviation: float = 200.0
    """Of each coordinate; the paper's."""

    def __post_init__(self) -> None:
        if not 0 < self.deviation < float("inf"):
            raise ValueError(f"Gaussian.deviation={self.deviation}; allowed: above 0, finite")

    def plan(self, view: View, task: Assigned) -> Training | None:
        return None

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        size = len(view.chain.vector(view.task.job.start))
        return np.asarray(view.draws("gaussian").normal(0.0, self.deviation, size), dtype=np.float32)
