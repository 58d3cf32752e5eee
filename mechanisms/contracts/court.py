"""A court: guarantees, complaints, accusations, and money that waits in escrow until nobody appeals any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mechanisms.contracts.registry import Registry
from sim.chain.contract import Act, Call, Contract, Judge, Story, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.invoke import Invoke
from sim.effects.judgement import Verdict
from sim.effects.money import Pay, Slash, Transfer
from sim.messages.court import Accuse, Complain, Decided, Filed, Guarantee, Statement
from sim.messages.registry import Offence
from sim.messages.treasury import Requisition
from sim.money import TOKEN
from sim.seams.dispute import Dispute, DisputeView


@dataclass(frozen=True, slots=True)
class Suit:
    """A case: who claims what from whom, or (`amount` 0) accuses whom of an offence; `winner` is empty until it is final."""

    plaintiff: str
    defendant: str
    statement: Statement
    amount: int
    winner: str = ""


@dataclass
class Court(Contract):
    """Keeps guarantees and fees, asks the dispute rule, and acts on the verdict when it is final: a guarantee changes hands,
    an offence is reported to the register. Jurors are members of the register, whose stakes the rule may slash if the
    register lists this court as a slasher.

    The plaintiff's fees pay all hearings; what the jurors do not earn goes to the winner. An appeal costs no further fee.
    The loser pays: a plaintiff who loses has paid, an offender's stake pays the fees back. Nobody is accused of the same
    twice at a time, nor once found guilty of it; who was acquitted may be accused again, at twice the fees each time: else a
    friend who accuses too early would be a shield, and whoever is free of charge to accuse a nuisance.
    """

    asks = ("dispute",)
    relies_on = ("registry",)
    fees: int = 30 * TOKEN
    """Base units that a plaintiff puts up for the jurors."""
    registry: str = "registry"
    jurors: str = "juror"
    """The role that sits in court."""
    accusers: tuple[str, ...] = ()
    """Contracts that accuse on the public's behalf: the treasury puts the fees up, as far as it can."""
    treasury: str = "treasury"
    dispute: Dispute | None = None

    def __post_init__(self) -> None:
        if self.fees < 0:
            raise ValueError(f"fees={self.fees}; allowed: 0 or more base units")

    def open(self) -> None:
        self.guarantees = self.host.table("guarantees")
        self.cases = self.host.table("cases")
        self.charges = self.host.table("charges")
        self.acquittals = self.host.table("acquittals")

    @property
    def members(self) -> Registry:
        return self.host.partner(self.registry, Registry)

    @accepts(Guarantee)
    def guarantee(self, call: Call, message: Guarantee) -> Iterable[Effect]:
        """Take a guarantee into keeping; a second one adds to the first."""
        if message.amount < 1:
            raise Rejected(f"amount={message.amount}; allowed: 1 or more base units")
        self.guarantees[call.sender] = self.guarantees.get(call.sender, 0) + message.amount
        return (Transfer(f"{self.host.name}/guarantee/{call.sender}", message.amount),)

    @accepts(Complain)
    def complain(self, call: Call, message: Complain) -> Iterable[Effect]:
        """Open a case over all of the guarantee; while it lasts, nobody else can claim that."""
        amount = self.guarantees.get(message.against, 0)
        if not amount:
            raise Rejected(f"{message.against} has no guarantee, or none that is not in dispute already")
        self.guarantees[message.against] = 0
        number = self._file(Suit(call.sender, message.against, message.statement, amount))
        return (Transfer(self._purse(number), self.fees),)

    @accepts(Accuse)
    def accuse(self, call: Call, message: Accuse) -> Iterable[Effect]:
        """Open a case over an offence of a member that is not open yet, and of which it was not found guilty."""
        if message.against not in self.members.members:
            raise Rejected(f"{message.against} was never a member")
        charge = (message.against, message.statement)
        if charge in self.charges:
            raise Rejected(f"{message.against} stands accused of this already, in case {self.charges[charge]}")
        public, fees = call.sender in self.accusers, self.fees << self.acquittals.get(charge, 0)
        plaintiff = self.treasury if public else call.sender
        number = self.charges[charge] = self._file(Suit(plaintiff, message.against, message.statement, 0))
        if public:
            return (Invoke(self.treasury, Requisition(fees, self._purse(number))),)
        return (Transfer(self._purse(number), fees),)

    def case(self, number: int) -> Story:
        """Ask the rule until it is final, then act on what it says."""
        suit, members = self.cases[number], self.members
        parties = (suit.plaintiff, suit.defendant)
        jurors = tuple(juror for juror in members.active(self.jurors) if juror not in parties)
        fees = self.host.balance(self._purse(number))
        view = DisputeView(suit.statement, None, 0, jurors, members.stakes(jurors), fees, tuple(dict.fromkeys(parties)))
        ruled = yield Judge("dispute", view, f"fees/{number}")
        upheld = any(effect.upheld for effect in ruled if isinstance(effect, Verdict))
        winner = suit.plaintiff if upheld else suit.defendant
        if suit.amount:
            yield Act((Pay(winner, suit.amount),), f"guarantee/{suit.defendant}")
        if unearned := self.host.balance(self._purse(number)):
            yield Act((Pay(winner, unearned),), f"fees/{number}")
        if upheld and not suit.amount:
            # The costs first: what the offence leaves of a stake may not cover them.
            yield Act((Slash(suit.defendant, fees - unearned, to=suit.plaintiff),))
            yield Act((Invoke(self.registry, Offence(suit.defendant, f"found in case {number}")),))
        if not upheld and not suit.amount:
            charge = (suit.defendant, suit.statement)
            del self.charges[charge]
            self.acquittals[charge] = self.acquittals.get(charge, 0) + 1
        self.cases[number] = replace(suit, winner=winner)
        self.host.emit(Decided(number, upheld, winner, suit.amount))

    def _file(self, suit: Suit) -> int:
        number = len(self.cases)
        self.cases[number] = suit
        self.host.emit(Filed(number, suit.plaintiff, suit.defendant, suit.statement, suit.amount))
        self.host.tell(self.case(number), f"case/{number}")
        return number

    def _purse(self, number: int) -> str:
        return f"{self.host.name}/fees/{number}"
