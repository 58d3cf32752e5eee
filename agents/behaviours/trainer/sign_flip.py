"""The sign-flipping trainer."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.jobs import Vector
from sim.view import View


@dataclass(frozen=True)
class SignFlip(Deviation):
    """Submit the negated, scaled update: -scale * delta.

    Damaskinos et al., Asynchronous Byzantine machine learning, 2018. Knows: its own update. Stopped by: median-like and
    norm-clipping aggregation, and by any check that repeats the work.
    """

    scale: float = 1.0

    def __post_init__(self) -> None:
        if not self.scale > 0:
            raise ValueError(f"SignFlip.scale={self.scale}; allowed: above 0")

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        honest = self.inner.submit(view, delta)
        return None if honest is None else -self.scale * honest
