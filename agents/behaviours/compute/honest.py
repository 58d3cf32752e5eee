"""The honest compute owner."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Bring every machine, and leave it there."""

    def brings(self, view: View, machines: int) -> int:
        return machines
