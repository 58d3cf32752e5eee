"""The honest compute owner."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.messages.compute_market import OfferCards
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Bring every machine, and leave it there; let none of it."""

    def brings(self, view: View, machines: int) -> int:
        return machines

    def rents_out(self, view: View, cards: int) -> OfferCards | None:
        return None

    def serves_out(self, view: View) -> bool:
        return True
