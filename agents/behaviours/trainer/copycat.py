"""The trainer that copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agents.behaviours.front_running import FrontRunning
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.jobs import Training, Vector
from sim.messages.message import Message, To
from sim.messages.training_round import Assigned, Reveal
from sim.view import View


@dataclass(frozen=True)
class Copycat(FrontRunning):
    """Train nothing; hand in the first update that somebody else shows in the mempool in its own round, and pay a higher tip
    so that the copy comes first. The original is then refused as the copy.

    Front-running: Daian et al., Flash Boys 2.0, 2019. Knows: the mempool. Stopped by: commit-reveal with a commitment that
    binds the sender, under which it has nothing to open when an update is shown.
    """

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
            if view.memory.own == (reveal.round, fact.transaction.hash):  # type: ignore[attr-defined]
                yield self.before(fact, contract, reveal)

    def _within_reach(self, view: View, fact: Fact) -> Iterator[tuple[str, Reveal]]:
        """Reveals in a pending transaction of somebody else, for a round in which it has a seat that is still empty."""
        for contract, message in self.shown(view, fact, Reveal):
            seat = view.chain.contract(contract)["seated"].get((message.round, view.account))
            if seat is not None and not seat.update:
                yield contract, message
