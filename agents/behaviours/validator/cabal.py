"""The validators that look after their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.jobs import Job, Result, Score
from sim.messages.host import Ordered
from sim.messages.training_round import ScoringOpened
from sim.requests import Kind
from sim.view import View


@dataclass(frozen=True)
class Cabal(Deviation):
    """Score everybody honestly, but the trainers of the groups `friends` at `praise`, and, with `slander`, everybody else at
    that; confirm whatever friends handed in when ordered to repeat it.

    The cabal of Yuma consensus: Rao, Bittensor: a peer-to-peer intelligence market, 2021. Knows: which accounts are its
    friends' (an account is called after its group), and the contract's public storage. Stopped by: a consensus that follows
    the majority of the stake, as long as the cabal has less than that. A verifier drawn by lot is one of the cabal as often
    as its share of the validators says; a second opinion finds it out.
    """

    friends: tuple[str, ...] = ("cheats",)
    """Names of groups."""
    praise: int = 1_000_000
    """Reported for friends, in 1e-6 nats of loss removed."""
    slander: int | None = None
    """Reported for everybody else; None: what was found."""

    def __post_init__(self) -> None:
        if not self.friends:
            raise ValueError("Cabal.friends=(); allowed: at least one group")

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        honest = super().score(view, scoring, found)
        if honest is None:
            return None
        others = honest if self.slander is None else dict.fromkeys(honest, self.slander)
        return {owner: self.praise if self._friend(owner) else score for owner, score in others.items()}

    def perform(self, view: View, order: Ordered) -> Job | None:
        return super().perform(view, order) if self._claimed(view, order) is None else None

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        claimed = self._claimed(view, order)
        return super().deliver(view, order, result) if claimed is None else view.chain.vector(claimed)

    def _friend(self, account: str) -> bool:
        return account.rpartition(".")[0] in self.friends

    def _claimed(self, view: View, order: Ordered) -> str | None:
        """The update that a friend handed in for the job to be repeated; None for anybody else's."""
        if order.kind != Kind.RERUN.value:
            return None
        seats = view.chain.contract(order.query.partition("/")[0])["seated"]
        claims = (seat.update for (_, owner), seat in seats.items() if seat.job == order.job and self._friend(owner))
        return next((claim for claim in claims if claim), None)
