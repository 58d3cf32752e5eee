"""The renter that holds what it does not use."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.messages.compute_market import Leased, Rent
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Hoarder(Deviation):
    """Hold a lease all the time, and run what `inner` needs there when it needs it: what is not used is not paid, and
    nobody else can have it.

    Shortage gaming: who fears to be turned away orders more than it needs where that can be taken back for nothing; Lee,
    Padmanabhan and Whang, Information distortion in a supply chain, 1997. Knows: its own needs. Stopped by: a price for
    cards that are let and not used (`idle` of the market's terms).
    """

    cards: int = 2
    hours: int = 24
    """Of each lease."""
    most: int = 700 * TOKEN
    """Base units for an hour of one card; proposal, as for an honest need."""

    def __post_init__(self) -> None:
        if self.cards < 1 or self.hours < 1 or self.most < 1:
            parts = f"cards={self.cards}, hours={self.hours}, most={self.most}"
            raise ValueError(f"{type(self).__name__}: {parts}; allowed: 1 or more")

    def needs(self, view: View) -> Rent | None:
        return Rent(self.cards, self.hours, self.most)

    def runs(self, view: View, leased: Leased, hours: float) -> float:
        needed = super().needs(view)
        return 0.0 if needed is None else min(super().runs(view, leased, needed.hours), hours)
