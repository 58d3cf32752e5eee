"""The trainer that does not train."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.jobs import Training, Vector
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True)
class FreeRider(Deviation):
    """Train nothing; submit Gaussian noise of L2 norm `norm` from the own stream, or zeros.

    Fraboni, Vidal and Lorenzi, Free-rider attacks on model aggregation in federated learning, 2021. With a reward g, a
    cost c of training, a stake L that a fault costs and a chance p of being checked, it earns (1 - p) * g - p * L where
    honesty earns g - c: it does not pay when p * (g + L) >= c. Knows: the size of the model. Stopped by: any check that
    repeats the work, and any reward that pays for loss removed. Of several that submit zeros only one is taken.
    """

    norm: float = 0.01

    def __post_init__(self) -> None:
        if not 0 <= self.norm < float("inf"):
            raise ValueError(f"FreeRider.norm={self.norm}; allowed: 0 or more, finite")

    def plan(self, view: View, task: Assigned) -> Training | None:
        return None

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        size = len(view.chain.vector(view.task.job.start))
        if not self.norm:
            return np.zeros(size, dtype=np.float32)
        noise = view.draws("free rider").standard_normal(size)
        return np.asarray(noise * (self.norm / np.linalg.norm(noise)), dtype=np.float32)
