"""The honest requester."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.durations import DAY
from sim.messages.bounty import BOUNTY, OVER, BountyJudged, PostBounty
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Post a bounty now and then, one at a time, while it can pay for it; pay for what passes."""

    prize: int = 10_000 * TOKEN
    """Base units, $42.90 at $.00429 a token. Proposal: what three times five GPU hours cost, nearly."""
    passing: int = 1_000_000
    """Loss of the base that a model must remove, in 1e-6 nats. Proposal."""
    days: float = 1.0
    """How long models are taken. Proposal."""
    every_days: float = 1.0
    """From one bounty to the next, at least. Proposal."""
    at_days: float = 0.0
    """When it begins."""

    def __post_init__(self) -> None:
        if self.prize < 1 or self.passing < 1 or not 0 < self.days < float("inf"):
            parts = f"prize={self.prize}, passing={self.passing}, days={self.days}"
            raise ValueError(f"{parts}; allowed: 1 or more, 1 or more, above 0")
        if not self.every_days >= 0 or not self.at_days >= 0:
            raise ValueError(f"every_days={self.every_days}, at_days={self.at_days}; allowed: 0 or more")

    def posts(self, view: View) -> PostBounty | None:
        own = [t for t in view.chain.contract(BOUNTY)["bounties"].values() if t.requester == view.account]
        waiting = any(terms.status != OVER for terms in own)
        since = max((terms.posted + self.every_days * DAY for terms in own), default=self.at_days * DAY)
        if waiting or view.time < since or view.balance < self.prize:
            return None
        return PostBounty(self.prize, self.passing, view.time + self.days * DAY)

    def refuses(self, view: View, judged: BountyJudged) -> bool:
        return False
