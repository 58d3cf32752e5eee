"""The developer that works for prizes."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.durations import HOUR
from sim.jobs import Training, Vector
from sim.messages.bounty import BountyPosted
from sim.view import View


@dataclass(frozen=True)
class Contestant(Deviation):
    """Train for every bounty that leaves time for it, from its base, on one of the data sets on offer, and enter what comes
    out; sell as `inner` does."""

    steps: int = 150
    """Of local SGD. Proposal: five times what a round asks, and so five GPU hours."""
    batch: int = 32
    rate: float = 0.1
    momentum: float = 0.9
    """As in a round."""
    hours: float = 6.0
    """Time that this takes, so that it keeps out of what ends sooner. Proposal: an hour more than on one card."""
    rounds: str = "training_round"
    """The contract on which data are offered."""

    def __post_init__(self) -> None:
        if self.steps < 1 or self.batch < 1 or not self.rate > 0 or not 0 <= self.momentum < 1:
            parts = f"steps={self.steps}, batch={self.batch}, rate={self.rate}, momentum={self.momentum}"
            raise ValueError(f"{parts}; allowed: 1 or more, 1 or more, above 0, 0 to below 1")
        if not self.hours >= 0:
            raise ValueError(f"hours={self.hours}; allowed: 0 or more")

    def attempts(self, view: View, posted: BountyPosted) -> Training | None:
        offers = view.chain.contract(self.rounds)["offers"]
        if not offers or posted.until < view.time + self.hours * HOUR:
            return None
        draws = view.draws("bounties")
        data = sorted(offers)[int(draws.integers(len(offers)))]
        return Training(
            posted.task,
            posted.base,
            data,
            range(offers[data].rows),
            self.steps,
            self.batch,
            self.rate,
            self.momentum,
            seed=int(draws.integers(2**31)),
        )

    def enters(self, view: View, posted: BountyPosted, trained: Vector | None) -> Vector | None:
        return trained
