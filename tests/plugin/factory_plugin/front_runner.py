"""An attack on a transaction that is still pending: whoever watches the mempool can say the same thing first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.lab import Examples
from sim.messages.message import Message, Pending, To
from sim.messages.training_round import Offer
from sim.view import View


@dataclass(frozen=True)
class FrontRunner(Deviation):
    """Offer other providers' data sets as one's own, a moment before they do.

    An offer names a data set by its digest and the first to offer it is paid for it, so the digest in the mempool is all
    that is needed, and a higher tip puts the copy in front (Daian et al. 2020, Flash Boys 2.0). Knows: the mempool. Stopped
    by: commitments to offers, or a proof of possession.
    """

    overbid: int = 1
    """Base units per gas above the victim's tip."""

    def __post_init__(self) -> None:
        if self.overbid < 1:
            raise ValueError(f"overbid={self.overbid}; allowed: 1 or more base units per gas")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Pending}

    def offer(self, view: View, shard: Examples) -> Examples | None:
        return None

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        match fact:
            case Pending(transaction) if transaction.sender != view.account:
                for contract, message in transaction.calls:
                    if isinstance(message, Offer):
                        copy = Offer(message.data, message.rows)
                        yield Tipped(To(contract, copy), transaction.tip + self.overbid)
