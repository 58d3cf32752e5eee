"""A court: guarantees, complaints, and money that waits in escrow until nobody appeals any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mechanisms.contracts.registry import Registry
from sim.chain.contract import Act, Call, Contract, Judge, Story, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.judgement import Verdict
from sim.effects.money import Pay, Transfer
from sim.messages.court import Complain, Decided, Filed, Guarantee, Statement
from sim.money import TOKEN
from sim.seams.dispute import Dispute, DisputeView


@dataclass(frozen=True, slots=True)
class Suit:
    """A case: who claims what from whom; `winner` is empty until it is final."""

    plaintiff: str
    defendant: str
    statement: Statement
    amount: int
    winner: str = ""


@dataclass
class Court(Contract):
    """Keeps guarantees and fees, asks the dispute rule, and pays both out when the verdict is final. Jurors are members of
    the registry, whose stakes the rule may slash if the registry lists this court as a slasher.

    The plaintiff's fees pay all hearings; what the jurors do not earn goes to the winner. An appeal costs no further fee.
    """

    asks = ("dispute",)
    relies_on = ("registry",)
    fees: int = 30 * TOKEN
    """Base units that a plaintiff puts up for the jurors."""
    registry: str = "registry"
    jurors: str = "juror"
    """The role that sits in court."""
    dispute: Dispute | None = None

    def __post_init__(self) -> None:
        if self.fees < 0:
            raise ValueError(f"fees={self.fees}; allowed: 0 or more base units")

    def open(self) -> None:
        self.guarantees = self.host.table("guarantees")
        self.cases = self.host.table("cases")

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
        number = len(self.cases)
        self.cases[number] = Suit(call.sender, message.against, message.statement, amount)
        self.host.emit(Filed(number, call.sender, message.against, message.statement, amount))
        self.host.tell(self.case(number), f"case/{number}")
        return (Transfer(f"{self.host.name}/fees/{number}", self.fees),)

    def case(self, number: int) -> Story:
        """Ask the rule until it is final, then release the escrow."""
        registry, suit = self.host.contract(self.registry), self.cases[number]
        assert isinstance(registry, Registry), f"{self.registry} is no registry"
        parties = (suit.plaintiff, suit.defendant)
        jurors = tuple(juror for juror in registry.active(self.jurors) if juror not in parties)
        view = DisputeView(
            suit.statement, None, 0, jurors, registry.stakes(jurors), self.fees, tuple(dict.fromkeys(parties))
        )
        ruled = yield Judge("dispute", view, f"fees/{number}")
        upheld = any(effect.upheld for effect in ruled if isinstance(effect, Verdict))
        winner = suit.plaintiff if upheld else suit.defendant
        yield Act((Pay(winner, suit.amount),), f"guarantee/{suit.defendant}")
        if unearned := self.host.balance(f"{self.host.name}/fees/{number}"):
            yield Act((Pay(winner, unearned),), f"fees/{number}")
        self.cases[number] = Suit(suit.plaintiff, suit.defendant, suit.statement, suit.amount, winner)
        self.host.emit(Decided(number, upheld, winner, suit.amount))
