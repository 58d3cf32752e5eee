"""The holder who rarely votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.messages.ballot import Ballot
from sim.messages.host import Asked
from sim.view import View


@dataclass(frozen=True)
class Apathetic(Deviation):
    """Vote with probability `turnout`, else be silent.

    Rational ignorance: Downs, An economic theory of democracy, 1957. Knows: nothing. What it costs: a quorum that honest
    proposals miss, and a majority that a small interested party has for itself.
    """

    turnout: float = 0.05

    def __post_init__(self) -> None:
        if not 0 <= self.turnout <= 1:
            raise ValueError(f"Apathetic.turnout={self.turnout}; allowed: 0 to 1")

    def answer(self, view: View, asked: Asked) -> Any:
        if isinstance(asked.question, Ballot) and view.draws("turnout").random() >= self.turnout:
            return None
        return super().answer(view, asked)
