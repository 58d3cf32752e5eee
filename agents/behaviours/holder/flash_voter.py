"""The holder for one block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agents.behaviours.noting import Noting
from agents.behaviours.tipped import Tipped
from sim.durations import DAY
from sim.effects.invoke import Invoke
from sim.facts import Fact
from sim.messages.governor import Propose, Proposed
from sim.messages.lending import Borrow, Repay
from sim.messages.message import Bundle, Message, To
from sim.messages.town_hall import Execute, Support
from sim.messages.treasury import Requisition
from sim.messages.vault import DepositVotes, WithdrawVotes
from sim.view import View


@dataclass(frozen=True)
class FlashVoter(Noting):
    """From day `at_days` on, propose once that the treasury pays `prize` to itself; as soon as that stands, borrow `loan`,
    vote with it, have the proposal executed, take the votes back and repay, all in one transaction.

    Beanstalk, 17 April 2022: the loan cost nothing but gas. Knows: nothing that is not public. Stopped by: power as it was
    at the end of an earlier block, power that stays locked for longer than a transaction, a lender that lends less, and a
    delay between the vote and its effect.
    """

    prize: int = 1_000_000_000_000
    """Base units."""
    loan: int = 1_000_000_000_000
    """Base units; two thirds of all power with it is twice what the others have locked."""
    at_days: float = 0.0

    def __post_init__(self) -> None:
        if self.prize < 1 or self.loan < 1 or not self.at_days >= 0:
            raise ValueError(
                f"FlashVoter.prize={self.prize}, loan={self.loan}, at_days={self.at_days}; "
                "allowed: 1 or more base units, 0 or more days"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Proposed}

    def note(self, view: View, fact: Fact) -> Any:
        """Whether its proposal stands."""
        return view.memory.own or self._mine(view, fact)

    def proposes(self, view: View) -> Propose | None:
        if view.memory.own or view.time < self.at_days * DAY:
            return super().proposes(view)
        return Propose((Invoke("treasury", Requisition(self.prize, view.account)),), "a grant")

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if self._mine(view, fact):
            number = fact.proposal  # type: ignore[attr-defined]
            power = (Borrow(self.loan), DepositVotes(self.loan))
            vote = (To(Propose.to, Support(number)), To(Propose.to, Execute(number)))
            yield Bundle((*power, *vote, WithdrawVotes(self.loan), Repay(self.loan)))

    def _mine(self, view: View, fact: Fact) -> bool:
        return isinstance(fact, Proposed) and fact.proposer == view.account
