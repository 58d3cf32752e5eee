"""Who copies what others show in the mempool, and pays to come first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from agents.behaviours.noting import Noting
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.message import Message, Pending, To
from sim.view import View

M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class FrontRunning(Noting):
    """What copycats have in common: a look at the mempool, and a tip above the one that they copy."""

    overbid: int = 1
    """Base units per gas above the tip of the transaction that it copies."""

    def __post_init__(self) -> None:
        if self.overbid < 1:
            raise ValueError(f"{type(self).__name__}.overbid={self.overbid}; allowed: 1 or more base units per gas")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Pending}

    def shown(self, view: View, fact: Fact, kind: type[M]) -> Iterator[tuple[str, M]]:
        """Messages of a kind, with where they go, in a pending transaction of somebody else."""
        if isinstance(fact, Pending) and fact.transaction.sender != view.account:
            for contract, message in fact.transaction.calls:
                if isinstance(message, kind):
                    yield contract, message

    def before(self, fact: Fact, contract: str, message: Message) -> Tipped:
        """The same message, to be there before the transaction that it was seen in."""
        assert isinstance(fact, Pending), f"{fact} is no pending transaction"
        return Tipped(To(contract, message), fact.transaction.tip + self.overbid)
