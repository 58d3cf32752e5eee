"""The developer that is its own best customer."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.washing import Washing
from sim.view import View


@dataclass(frozen=True)
class WashBuyer(Washing):
    """Buy `requests` of its own version whenever that comes out or is settled, and report that every answer was right.

    Wash trading: Cong et al., Crypto Wash Trading, 2023. What comes back as fees it has not paid; the rest is the price of
    a reputation. Knows: its own versions. Stopped by: the part of the fees that goes to others, and by `reported`, which
    ties what may be reported to what was paid. Needs dollars: in its wallet, or from a bridge that believes its group.
    """

    def favours(self, view: View, owner: str) -> bool:
        return owner == view.account
