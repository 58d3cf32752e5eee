"""The honest requester."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.durations import DAY
from sim.messages.bounty import BOUNTY, BountyJudged, PostBounty
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Post a bounty, wait until it is over, and post the next while it can pay for it; pay for what passes."""

    prize: int = 10_000 * TOKEN
    """Base units, $42.90 at $.00429 a token. Proposal: nine GPU hours' worth for each of two developers."""
    passing: int = 1_000_000
    """Loss of the base that a model must remove, in 1e-6 nats. Proposal."""
    days: float = 1.0
    """How long models are taken. Proposal."""

    def __post_init__(self) -> None:
        if self.prize < 1 or self.passing < 1 or not 0 < self.days < float("inf"):
            parts = f"prize={self.prize}, passing={self.passing}, days={self.days}"
            raise ValueError(f"{parts}; allowed: 1 or more, 1 or more, above 0")

    def posts(self, view: View) -> PostBounty | None:
        bounties = view.chain.contract(BOUNTY)["bounties"].values()
        waiting = any(terms.requester == view.account and terms.status != "over" for terms in bounties)
        if waiting or view.balance < self.prize:
            return None
        return PostBounty(self.prize, self.passing, view.time + self.days * DAY)

    def refuses(self, view: View, judged: BountyJudged) -> bool:
        return False
