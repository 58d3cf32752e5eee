"""The compute owner that lets what it has not got."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.behaviours.deviation import Deviation
from sim.messages.compute_market import OfferCards
from sim.view import View


@dataclass(frozen=True)
class Overclaimer(Deviation):
    """Offer `times` the cards that are there.

    Overbooking: Rothstein, OR and the airline overbooking problem, 1985; as fraud, a claim of hardware that does not exist.
    Knows: that most of what is offered is not let. Stopped by: a bond for every card that is claimed, and a look at what is
    there when it is let.
    """

    times: int = 2

    def __post_init__(self) -> None:
        if self.times < 2:
            raise ValueError(f"Overclaimer.times={self.times}; allowed: 2 or more")

    def rents_out(self, view: View, cards: int) -> OfferCards | None:
        offered = super().rents_out(view, cards)
        return None if offered is None else replace(offered, cards=offered.cards * self.times)
