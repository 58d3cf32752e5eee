"""One behaviour, until it has hurt."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.any.choice import Choice
from sim.facts import Fact
from sim.messages.registry import Slashed
from sim.view import View


@dataclass(frozen=True)
class Adaptive(Choice):
    """Be `inner` until it was slashed, or until its wallet held less than `poorer_than` when it heard something; be
    `otherwise` for good from then on. A cheat who is deterred, or a member who turns to cheating when money is short.
    """

    poorer_than: int = 0
    """Base units; 0: poverty changes nothing."""

    def __post_init__(self) -> None:
        if self.poorer_than < 0:
            raise ValueError(f"Adaptive.poorer_than={self.poorer_than}; allowed: 0 or more base units")

    def note(self, view: View, fact: Fact) -> bool:
        return bool(view.memory.own) or isinstance(fact, Slashed) or view.balance < self.poorer_than

    def turns(self, view: View, decision: str) -> bool:
        return bool(view.memory.own)
