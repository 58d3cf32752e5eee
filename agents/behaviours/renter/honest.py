"""The honest renter."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from agents.behaviours.behaviour import Behaviour
from sim.messages.compute_market import Leased, Rent
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Need some cards now and then, as a Poisson process; rent them, and use them for the better part of the time."""

    a_day: float = 2.0
    """Needs a day. Proposal."""
    cards: int = 2
    hours: int = 6
    """Of each lease. Proposal."""
    most: int = 700 * TOKEN
    """Base units for an hour of one card, $3.00 at $.00429 a token. Proposal: half as much again as a card costs."""
    part: float = 0.8
    """Of a lease's time that its jobs take on a reference card; the rest is for what goes wrong. Proposal."""

    def __post_init__(self) -> None:
        if self.cards < 1 or self.hours < 1 or self.most < 1:
            parts = f"cards={self.cards}, hours={self.hours}, most={self.most}"
            raise ValueError(f"{parts}; allowed: 1 or more")
        if not 0 <= self.a_day < float("inf") or not 0 <= self.part < float("inf"):
            raise ValueError(f"a_day={self.a_day}, part={self.part}; allowed: 0 or more")

    def needs(self, view: View) -> Rent | None:
        hit = float(view.draws("needs").random()) < 1 - exp(-self.a_day / 24)
        return Rent(self.cards, self.hours, self.most) if hit else None

    def runs(self, view: View, leased: Leased, hours: float) -> float:
        return self.part * hours if hours >= self.hours else 0.0
