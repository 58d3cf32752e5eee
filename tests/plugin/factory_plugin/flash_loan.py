"""Capturing a government for the length of one transaction: lending without security, and votes counted as they are cast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.law import SetParameter
from sim.effects.money import Pay, Transfer
from sim.facts import Fact
from sim.messages.host import Ordered
from sim.messages.message import Bundle, Message, To
from sim.messages.training_round import RoundOpened
from sim.money import TOKEN
from sim.seams.governance import Governance, GovernanceView
from sim.seams.rule import Ruling
from sim.view import View


@dataclass(frozen=True, slots=True)
class Borrow(Message):
    to: ClassVar[str] = "lending"
    amount: int


@dataclass(frozen=True, slots=True)
class Repay(Message):
    to: ClassVar[str] = "lending"
    amount: int


@dataclass(frozen=True, slots=True)
class Propose(Message):
    """Put effects to the vote."""

    to: ClassVar[str] = "governor"
    payload: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Vote(Message):
    """Support a proposal with everything that the sender holds at this moment."""

    to: ClassVar[str] = "governor"
    proposal: int


@dataclass(frozen=True, slots=True)
class Execute(Message):
    to: ClassVar[str] = "governor"
    proposal: int


@dataclass
class Lending(Contract):
    """Lends anything to anybody who has paid it back by the end of the transaction (Aave's flash loans, 2020)."""

    endowment: int = 0
    """Base units to lend, issued at genesis."""

    def open(self) -> None:
        self.debts = self.host.table("debts")

    @accepts(Borrow)
    def borrow(self, call: Call, message: Borrow) -> Iterable[Effect]:
        """Pay out now, and undo the whole transaction if the debt still stands when it ends."""
        borrower = call.sender
        self.debts[borrower] = self.debts.get(borrower, 0) + message.amount

        def settled() -> None:
            if owed := self.debts.get(borrower, 0):
                raise Rejected(f"{borrower} still owes {owed}")

        self.host.before_end(settled)
        return (Pay(borrower, message.amount),)

    @accepts(Repay)
    def repay(self, call: Call, message: Repay) -> Iterable[Effect]:
        """Take back what was lent, and no more."""
        owed = self.debts.get(call.sender, 0)
        if message.amount > owed:
            raise Rejected(f"{call.sender} owes {owed}, not {message.amount}")
        self.debts[call.sender] = owed - message.amount
        return (Transfer(self.host.name, message.amount),)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`votes`: (account, base units that it held when it voted), in the order of voting."""

    payload: tuple[Effect, ...]
    votes: tuple[tuple[str, int], ...] = ()
    executed: bool = False


@dataclass(frozen=True)
class Threshold(Governance):
    """Carry a proposal with enough voting power behind it. Known weakness: it asks neither whose power nor since when."""

    power: int = 10_000 * TOKEN
    """Base units of power that must stand behind a proposal."""

    def __post_init__(self) -> None:
        if self.power < 1:
            raise ValueError(f"power={self.power}; allowed: 1 or more base units")

    def decide(self, view: GovernanceView, state: Any) -> Ruling:
        return (view.payload if sum(view.power.values()) >= self.power else ()), state


@dataclass
class Governor(Contract):
    """Proposals, votes by live balance and immediate execution: how Beanstalk was governed until 17 April 2022."""

    asks = ("governance",)
    powers = frozenset({SetParameter})
    governance: Governance | None = None

    def open(self) -> None:
        self.proposals = self.host.table("proposals")

    @accepts(Propose)
    def propose(self, call: Call, message: Propose) -> Iterable[Effect]:
        """Number the proposal; anybody may make one."""
        self.proposals[len(self.proposals)] = Proposal(message.payload)
        return ()

    @accepts(Vote)
    def vote(self, call: Call, message: Vote) -> Iterable[Effect]:
        """Count the sender's balance of this moment, once."""
        proposal = self._open(message.proposal)
        if call.sender in dict(proposal.votes):
            raise Rejected(f"{call.sender} has voted on proposal {message.proposal} already")
        votes = (*proposal.votes, (call.sender, self.host.balance(call.sender)))
        self.proposals[message.proposal] = replace(proposal, votes=votes)
        return ()

    @accepts(Execute)
    def execute(self, call: Call, message: Execute) -> Iterable[Effect]:
        """Let the rule decide; what it carries takes effect at once."""
        proposal, power = self._open(message.proposal), dict(self._open(message.proposal).votes)
        view = GovernanceView(str(message.proposal), proposal.payload, tuple(power), power, self.host.now)
        if not self.host.judge("governance", view):
            raise Rejected(f"proposal {message.proposal} is not carried by {sum(power.values())}")
        self.proposals[message.proposal] = replace(proposal, executed=True)
        return ()

    def _open(self, number: int) -> Proposal:
        proposal: Proposal | None = self.proposals.get(number)
        if proposal is None or proposal.executed:
            raise Rejected(f"there is no open proposal {number}")
        return proposal


@dataclass(frozen=True)
class FlashVoter(Deviation):
    """Propose an amendment when the first round opens; when ordered to check somebody's work, pass it with borrowed votes.

    Qin et al. 2021, Attacking the DeFi ecosystem with flash loans. Knows: nothing that is not public. Stopped by: power
    counted at a block before the vote, or a delay between the vote and its execution.
    """

    amendment: SetParameter
    loan: int
    """Base units."""
    keeps: int = 0
    """Base units of the loan that it tries to keep."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundOpened}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        match fact:
            case RoundOpened(round=0):
                yield Propose((self.amendment,))
            case Ordered():
                yield Bundle((Borrow(self.loan), Vote(0), Execute(0), Repay(self.loan - self.keeps)))
