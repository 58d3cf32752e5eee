"""The developer that enters what others show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agents.behaviours.front_running import FrontRunning
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.jobs import Training, Vector
from sim.messages.bounty import BountyPosted, Show
from sim.messages.message import Message, To
from sim.view import View


@dataclass(frozen=True)
class Copycat(FrontRunning):
    """Train nothing; show the first model that somebody else shows in the mempool for a bounty, and pay a higher tip so that
    the copy comes first. The original is then refused as the copy.

    Front-running: Daian et al., Flash Boys 2.0, 2019. Knows: the mempool. Stopped by: commit-reveal with a commitment that
    binds the sender, under which it has nothing to open when a model is shown.
    """

    def attempts(self, view: View, posted: BountyPosted) -> Training | None:
        return None

    def enters(self, view: View, posted: BountyPosted, trained: Vector | None) -> Vector | None:
        return None

    def note(self, view: View, fact: Fact) -> Any:
        """Bounties that it has copied for."""
        copied = view.memory.own or ()
        return (*copied, *(show.bounty for _, show in self._within_reach(view, fact) if show.bounty not in copied))

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        for contract, show in self._within_reach(view, fact):
            yield self.before(fact, contract, show)

    def _within_reach(self, view: View, fact: Fact) -> Iterator[tuple[str, Show]]:
        """Models in a pending transaction of somebody else, for a bounty in which it has shown none."""
        for contract, message in self.shown(view, fact, Show):
            entry = view.chain.contract(contract)["entries"].get((message.bounty, view.account))
            if entry is None or not entry.model:
                yield contract, message
