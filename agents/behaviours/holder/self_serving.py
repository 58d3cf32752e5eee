"""The holder who votes for its own purse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from agents.behaviours.payloads import payee, put_to_vote
from sim.durations import DAY
from sim.effects.invoke import Invoke
from sim.messages.governor import Propose
from sim.messages.host import Asked
from sim.messages.treasury import Requisition
from sim.view import View


@dataclass(frozen=True)
class SelfServing(Deviation):
    """From day `at_days` on, propose once that the treasury pays `prize` to itself; vote yes on whatever pays it, no on
    whatever pays others, and as `inner` on the rest.

    Build Finance, 2022: a holder passed a proposal that gave it the keys, while nobody voted. Knows: nothing that is not
    public. Stopped by: a quorum above its share, others who vote, and a guardian within the timelock.
    """

    prize: int = 1_000_000_000_000
    """Base units."""
    at_days: float = 0.0

    def __post_init__(self) -> None:
        if self.prize < 0 or not self.at_days >= 0:
            raise ValueError(f"SelfServing.prize={self.prize}, at_days={self.at_days}; allowed: 0 or more")

    def proposes(self, view: View) -> Propose | None:
        made = view.chain.contract("governor")["proposals"].values()
        if not self.prize or view.time < self.at_days * DAY or any(p.proposer == view.account for p in made):
            return super().proposes(view)
        return Propose((Invoke("treasury", Requisition(self.prize, view.account)),), "a grant")

    def answer(self, view: View, asked: Asked) -> Any:
        paid = {to for effect in put_to_vote(view, asked) or () if (to := payee(effect))}
        return view.account in paid if paid else super().answer(view, asked)
