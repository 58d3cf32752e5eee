"""The trainer that copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agents.behaviours.noting import Noting
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.jobs import Training, Vector
from sim.messages.message import Message, Pending, To
from sim.messages.training_round import Assigned, Reveal
from sim.view import View


@dataclass(frozen=True)
class Copycat(Noting):
    """Train nothing; hand in the first update that somebody else shows in the mempool in its own round, and pay a higher tip
    so that the copy comes first. The original is then refused as the copy.

    Front-running: Daian et al., Flash Boys 2.0, 2019. Knows: the mempool. Stopped by: commit-reveal with a commitment that
    binds the sender, under which it has nothing to open when an update is shown.
    """

    overbid: int = 1
    """Base units per gas above the tip of the transaction that it copies."""

    def __post_init__(self) -> None:
        if self.overbid < 1:
            raise ValueError(f"Copycat.overbid={self.overbid}; allowed: 1 or more base units per gas")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Pending}

    def plan(self, view: View, task: Assigned) -> Training | None:
        return None

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        return None

    def note(self, view: View, fact: Fact) -> Any:
        """(round, hash) of the transaction that it copies: the first it can in each round."""
        for _, reveal in self._within_reach(view, fact):
            if view.memory.own is None or view.memory.own[0] != reveal.round:
                return reveal.round, fact.transaction.hash  # type: ignore[attr-defined]
        return view.memory.own

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        for contract, reveal in self._within_reach(view, fact):
            transaction = fact.transaction  # type: ignore[attr-defined]
            if view.memory.own == (reveal.round, transaction.hash):
                yield Tipped(To(contract, reveal), transaction.tip + self.overbid)

    def _within_reach(self, view: View, fact: Fact) -> Iterator[tuple[str, Reveal]]:
        """Reveals in a pending transaction of somebody else, for a round in which it has a seat that is still empty."""
        if not isinstance(fact, Pending) or fact.transaction.sender == view.account:
            return
        for contract, message in fact.transaction.calls:
            if isinstance(message, Reveal):
                seat = view.chain.contract(contract)["seated"].get((message.round, view.account))
                if seat is not None and not seat.update:
                    yield contract, message
