"""The cartel that turns the inner product."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.cartel import Cartel
from sim.jobs import Vector
from sim.view import View


@dataclass(frozen=True)
class Ipm(Cartel):
    """Submit -scale times the mean of the honest updates of all members of the coalition.

    Inner product manipulation: Xie, Koyejo and Gupta, Fall of empires, 2019. With m members among n trainers the plain mean
    of all updates points the wrong way when scale > (n - m) / m; a scale below 1 lies closer to the honest than they are to
    each other, so distance-based rules keep it and only slow down. The paper lets attackers see all honest updates; here
    they know those of their own coalition. Stopped by: median-like aggregation against a large scale, clipping around a
    history against a small one, and any check that repeats the work.
    """

    scale: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.scale < float("inf"):
            raise ValueError(f"Ipm.scale={self.scale}; allowed: above 0, finite")

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        honest = super().submit(view, delta)
        if honest is None:
            return None
        place, deltas = self.together(view, honest)
        return self.distinct(-self.scale * deltas.mean(axis=0), place)
