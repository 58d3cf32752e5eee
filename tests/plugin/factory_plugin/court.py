"""A court with appeals: jurors drawn by stake vote under seal; all money waits in escrow until nobody appeals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from mechanisms.contracts.registry import Registry
from sim.chain.contract import Act, Call, Contract, Judge, Story, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.judgement import Verdict
from sim.effects.money import Pay, Slash, Transfer, pay_in_proportion
from sim.facts import Fact
from sim.messages.message import Message
from sim.money import TOKEN
from sim.requests import Ask, Draw
from sim.seams.dispute import Dispute, DisputeView
from sim.seams.rule import Deliberation

COURT = "court"


@dataclass(frozen=True, slots=True)
class Guarantee(Message):
    """Put `amount` base units up as a guarantee that may be claimed by complaint."""

    to: ClassVar[str] = COURT
    amount: int


@dataclass(frozen=True, slots=True)
class Complain(Message):
    """Claim another account's guarantee, and put the court's fees up in advance."""

    to: ClassVar[str] = COURT
    against: str
    claim: str


@dataclass(frozen=True, slots=True)
class Filed(Fact):
    case: int
    plaintiff: str
    defendant: str
    claim: str


@dataclass(frozen=True, slots=True)
class Settled(Fact):
    """A case is final: who won the guarantee."""

    case: int
    winner: str
    amount: int


@dataclass(frozen=True, slots=True)
class Uphold:
    """A juror's question: is the claim right?"""

    claim: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """A party's question: the hearing ended like this; shall more jurors look at it?"""

    upheld: bool
    hearing: int


@dataclass(frozen=True)
class SchellingCourt(Dispute):
    """Draw 3 jurors by stake, then 2n + 1 for every appeal (3, 7, 15, ...); coherence with the final verdict earns the fees,
    incoherence and silence cost `at_stake`, each once for every seat that was held.

    Source: Lesaege, Ast and George 2019, Kleros short paper (seats 2n + 1 on appeal; rewards by the final ruling). A tie
    rejects the claim. Votes are sealed until their hearing is closed. Known weaknesses: a bribe of the fee plus epsilon for
    every vote against the truth costs nothing when it works; a majority of the stake is the truth.
    """

    seats: int = 3
    period: float = 3 * 86_400.0
    """Seconds in which jurors vote."""
    notice: float = 86_400.0
    """Seconds in which a party may appeal."""
    at_stake: int = 10 * TOKEN
    """Base units that a juror loses for every seat in which it was incoherent."""
    last: int = 2
    """Appeals at most."""

    def __post_init__(self) -> None:
        if self.seats < 1 or self.last < 0 or self.at_stake < 0:
            raise ValueError(
                f"seats={self.seats}, last={self.last}, at_stake={self.at_stake}; allowed: seats 1 or more, others 0 or more"
            )
        if not (self.period > 0 and self.notice > 0):
            raise ValueError(f"period={self.period}, notice={self.notice}; allowed: above 0 seconds")

    def decide(self, view: DisputeView, state: Any) -> Deliberation:
        seats, ballots = self.seats, list[Mapping[str, Any]]()
        for hearing in range(self.last + 1):
            jurors = yield Draw(seats, view.jurors, view.stakes)
            question = Uphold(view.claim)
            ballots.append((yield Ask(jurors, question, view.evidence, self.period, default=None, sealed=True)))
            votes = list(ballots[-1].values())
            upheld = votes.count(True) > votes.count(False)
            if hearing == self.last:
                break
            appeals = yield Ask(view.parties, Appeal(upheld, hearing), None, self.notice, default=False)
            if True not in appeals.values():
                break
            seats = 2 * seats + 1
        held = [(juror, vote is upheld) for ballot in ballots for juror, vote in ballot.items()]
        coherent = [(juror, 1) for juror, agreed in held if agreed]
        fines = [Slash(juror, self.at_stake) for juror, agreed in held if not agreed]
        return [*fines, *pay_in_proportion(view.fees, coherent), Verdict(upheld)], state


@dataclass
class Court(Contract):
    """Keeps guarantees, and the fees of open cases; pays both out when the verdict is final."""

    asks = ("dispute",)
    fees: int = 30 * TOKEN
    """Base units that a plaintiff puts up for the jurors; what they do not earn goes to the winner."""
    registry: str = "registry"
    jurors: str = "validator"
    """The role that sits in court."""
    dispute: Dispute | None = None

    def open(self) -> None:
        self.guarantees = self.host.table("guarantees")
        self.cases = self.host.table("cases")

    @accepts(Guarantee)
    def guarantee(self, call: Call, message: Guarantee) -> Iterable[Effect]:
        """Take a guarantee into keeping; a second one adds to the first."""
        self.guarantees[call.sender] = self.guarantees.get(call.sender, 0) + message.amount
        return (Transfer(f"{self.host.name}/guarantee/{call.sender}", message.amount),)

    @accepts(Complain)
    def complain(self, call: Call, message: Complain) -> Iterable[Effect]:
        """Open a case over all of the guarantee, if it covers the fees and is not disputed already."""
        amount = self.guarantees.pop(message.against, 0)
        if amount < self.fees:
            raise Rejected(f"{message.against} has no guarantee of {self.fees} or more that is free")
        number = len(self.cases)
        self.cases[number] = (call.sender, message.against, message.claim)
        self.host.emit(Filed(number, call.sender, message.against, message.claim))
        self.host.tell(self.case(number, call.sender, message, amount), f"case/{number}")
        return (Transfer(f"{self.host.name}/fees/{number}", self.fees),)

    def case(self, number: int, plaintiff: str, complaint: Complain, amount: int) -> Story:
        """Ask the rule until it is final, then release the escrow."""
        registry = self.host.contract(self.registry)
        assert isinstance(registry, Registry), f"{self.registry} is no registry"
        parties = (plaintiff, complaint.against)
        jurors = tuple(juror for juror in registry.active(self.jurors) if juror not in parties)
        stakes = registry.stakes(jurors)
        view = DisputeView(complaint.claim, None, 0, jurors, stakes, self.fees, parties)
        ruled = yield Judge("dispute", view, f"fees/{number}")
        upheld = any(effect.upheld for effect in ruled if isinstance(effect, Verdict))
        winner = plaintiff if upheld else complaint.against
        yield Act((Pay(winner, amount),), f"guarantee/{complaint.against}")
        if unearned := self.host.balance(f"{self.host.name}/fees/{number}"):
            yield Act((Pay(winner, unearned),), f"fees/{number}")
        self.host.emit(Settled(number, winner, amount))
