"""The honest proposer."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.messages.message import Transaction
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Leave nothing out."""

    def censors(self, view: View, pending: tuple[Transaction, ...]) -> frozenset[str]:
        return frozenset()
