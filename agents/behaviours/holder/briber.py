"""The holder who pays others to vote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.durations import DAY
from sim.facts import Fact
from sim.messages.court import Statement
from sim.messages.governor import Proposed
from sim.messages.message import Message, To
from sim.messages.pact import Promise
from sim.view import View


@dataclass(frozen=True)
class Briber(Deviation):
    """When a proposal of its own stands, promise `bribe` to each of `sellers` in case it is enacted.

    Dark DAOs: Daian et al. 2018; that the bribe is owed only on success makes it cheap (Bo et al. 2017). Knows: who might
    sell. Stopped by: what stops those who sell.
    """

    sellers: tuple[str, ...] = ()
    """Accounts."""
    bribe: int = 1_000_000_000
    """Base units for each."""
    days: float = 14.0
    """Days for which the promise stands."""
    bound: bool = True
    """Whether the money is put up; else it is only a word, which nothing keeps."""

    def __post_init__(self) -> None:
        if self.bribe < 1 or not self.days > 0:
            raise ValueError(
                f"Briber.bribe={self.bribe}, days={self.days}; allowed: 1 or more base units, above 0 days"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Proposed}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if isinstance(fact, Proposed) and fact.proposer == view.account:
            enacted = Statement("governor", "proposals", str(fact.proposal), "status", "enacted")
            for seller in self.sellers:
                yield Promise(seller, self.bribe, enacted, view.time + self.days * DAY, self.bound)
