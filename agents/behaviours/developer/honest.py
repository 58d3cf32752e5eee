"""The developer that brings to market what was trained."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.durations import DAY
from sim.jobs import Training, Vector
from sim.messages.audit import Certified
from sim.messages.bounty import BountyPosted
from sim.messages.model_market import MARKET
from sim.messages.training_round import RoundSettled
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Bring out the current model every `every` rounds unless its certificate is worse than what the version on sale seems
    to give; go back one version when users find the new one worse."""

    every: int = 4
    """Rounds. Proposal: once a day."""
    enough: int = 200
    """Reports before it believes them. Proposal."""
    margin: float = 0.05
    """How much worse, as a share of answers, before it does not sell it or goes back. Proposal: two standard errors."""

    renewal_days: float = 0.0
    """How long one certificate serves for the models that follow; 0: each is audited before it is sold."""

    def __post_init__(self) -> None:
        if not self.renewal_days >= 0:
            raise ValueError(f"renewal_days={self.renewal_days}; allowed: 0 or more")
        if self.every < 1 or self.enough < 1 or not 0 <= self.margin <= 1:
            raise ValueError(
                f"every={self.every}, enough={self.enough}, margin={self.margin}; allowed: 1 or more, margin 0 to 1"
            )

    def release(self, view: View, settled: RoundSettled) -> str | Vector | None:
        return settled.model if (settled.round + 1) % self.every == 0 else None

    def renews(self, view: View, selling: int) -> bool:
        since: float = view.chain.contract(MARKET)["versions"][selling].since
        return view.time >= since + self.renewal_days * DAY

    def sells(self, view: View, certified: Certified, selling: int | None) -> bool:
        if selling is None:
            return True
        perceived: float = view.chain.contract(MARKET)["perceived"][selling]
        return certified.accuracy / 10**6 + self.margin >= perceived

    def attempts(self, view: View, posted: BountyPosted) -> Training | None:
        return None

    def enters(self, view: View, posted: BountyPosted, trained: Vector | None) -> Vector | None:
        return trained

    def recalls(self, view: View, selling: int) -> int | None:
        market = view.chain.contract(MARKET)
        versions, outcomes = market["versions"], market["outcomes"]
        older = [n for n, v in versions.items() if v.owner == view.account and n < selling and not v.contradicted]
        if not older or outcomes[selling].tried < self.enough:
            return None
        before = max(older)
        found = outcomes[selling].succeeded / outcomes[selling].tried
        known = outcomes[before]
        expected = known.succeeded / known.tried if known.tried >= self.enough else versions[before].certified / 10**6
        return before if found + self.margin < expected else None
