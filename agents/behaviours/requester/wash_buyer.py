"""The requester that is served by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.behaviours.deviation import Deviation
from sim.durations import HOUR
from sim.messages.bounty import PostBounty
from sim.view import View


@dataclass(frozen=True)
class WashBuyer(Deviation):
    """Ask for next to nothing, and for so short a time that only an accomplice who has a model ready can win.

    Wash trading: Cong et al., Crypto Wash Trading, 2023. The prize comes back by the accomplice (see the developer's
    `accomplice`); what it buys is a name for being busy. Knows: its own bounty before the others. Stopped by: the cut of
    every prize that is won, and by whoever is quicker.
    """

    hours: float = 0.1
    """How long models are taken."""

    def __post_init__(self) -> None:
        if not 0 < self.hours < float("inf"):
            raise ValueError(f"hours={self.hours}; allowed: above 0")

    def posts(self, view: View) -> PostBounty | None:
        posted = super().posts(view)
        return None if posted is None else replace(posted, passing=1, until=view.time + self.hours * HOUR)
