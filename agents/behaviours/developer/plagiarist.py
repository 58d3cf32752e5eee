"""The developer that sells others' work as its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.jobs import Vector
from sim.messages.training_round import RoundSettled
from sim.view import View


@dataclass(frozen=True)
class Plagiarist(Deviation):
    """Bring out whatever `inner` would, with a little noise on it, as a model of its own: its makers are paid nothing.

    Gaussian noise of `disguise` times the model's norm. Stealing models: Tramer et al. 2016; fine-tuning and noise against
    finger prints: Lukas et al. 2021. Knows: the public model. Stopped by: a market that looks for kinship, until the noise
    costs more accuracy than the stolen fees are worth.
    """

    disguise: float = 0.001
    """L2 norm of the noise over that of the model."""

    def __post_init__(self) -> None:
        if not self.disguise > 0:
            raise ValueError(f"disguise={self.disguise}; allowed: above 0")

    def release(self, view: View, settled: RoundSettled) -> str | Vector | None:
        taken = super().release(view, settled)
        if taken is None:
            return None
        model = view.chain.vector(taken) if isinstance(taken, str) else taken
        noise = view.draws("disguise").normal(size=model.shape)
        size = self.disguise * float(np.linalg.norm(model)) / max(float(np.linalg.norm(noise)), 1e-12)
        copied: Vector = (model + size * noise).astype(np.float32)
        return copied
