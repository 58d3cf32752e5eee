"""The second name of a requester that buys from itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.jobs import Training, Vector
from sim.messages.bounty import BountyPosted, BountySettled
from sim.messages.message import Message, To
from sim.messages.treasury import Remit
from sim.view import View


@dataclass(frozen=True)
class Accomplice(Deviation):
    """Enter the factory's current model for every bounty of `requester`, at once, and send back what it wins.

    Wash trading: Cong et al., Crypto Wash Trading, 2023. Knows: a model that everybody can read. Stopped by: the cut of
    every prize that is won, and by others who enter too. Needs the contract `transfers`.
    """

    requester: str = ""
    """The account that it serves."""
    rounds: str = "training_round"
    """The contract whose current model it takes."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {BountySettled}

    def attempts(self, view: View, posted: BountyPosted) -> Training | None:
        return None if posted.requester == self.requester else super().attempts(view, posted)

    def enters(self, view: View, posted: BountyPosted, trained: Vector | None) -> Vector | None:
        if posted.requester != self.requester:
            return super().enters(view, posted, trained)
        return view.chain.vector(view.chain.contract(self.rounds)["models"]["current"])

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if not isinstance(fact, BountySettled) or fact.requester != self.requester:
            return
        if won := dict(fact.paid).get(view.account, 0):
            yield Remit(self.requester, won)
