"""Audits before release: what a model is worth, stated by those who put a stake on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mechanisms.contracts.certificates import Certificate, Certificates
from mechanisms.contracts.combination import published
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.training_round import TrainingRound
from sim.chain.contract import Act, Call, Contract, Judge, Story, Until, accepts, timer
from sim.durations import DAY, HOUR
from sim.effects.effect import Effect, Rejected
from sim.effects.invoke import Invoke
from sim.effects.judgement import Assign, OpenDispute
from sim.effects.money import Pay, Transfer, Vest, pay_in_proportion
from sim.effects.timing import Schedule
from sim.messages.audit import (
    TESTS,
    AuditOpened,
    Certified,
    Contradicted,
    Expired,
    Finding,
    NotCertified,
    RequestAudit,
)
from sim.messages.court import Statement
from sim.messages.registry import Offence
from sim.messages.treasury import Requisition
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.selection import Selection, SelectionView

MILLION = 10**6


@dataclass
class Audit(Contract):
    """Orders auditors to measure a model, lets a consensus rule agree on what they found, and writes the certificate.

    Each auditor measures on data of its own, so no developer can train on the questions. An auditor whose finding users
    contradict is reported to the register, or accused before a court if one is named. Known weakness: with few auditors,
    one bribe is a majority.
    """

    asks = ("selection", "consensus")
    relies_on = ("registry", "rounds", "treasury")
    begins = (RequestAudit,)
    auditors: int = 3
    """Asked for each audit."""
    fee: int = 0
    """Base units of `token` that an audit costs, shared by those who answer."""
    within: float = HOUR
    """Seconds that they have."""
    paid_over: float = 0.0
    """Seconds over which their fee is paid out, day by day, while the certificate serves; 0: at once."""
    tolerance: int = 50_000
    """How far (1e-6) a finding may lie above what users find, before it is an offence."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Tests beside accuracy, `group_gap` and `membership`, each with the most (1e-6) that is certified."""
    valid_for: float | None = None
    """Seconds for which a certificate is in force; None: for ever."""
    renewal: float | None = None
    """Seconds between two audits of the current model that the protocol orders at the treasury's cost; None: none."""
    believes: tuple[str, ...] = ("model_market",)
    """Contracts whose word on what users have found is taken."""
    court: str = ""
    """The court that hears what users contradict; empty: the register punishes at once."""
    registry: str = "registry"
    rounds: str = "training_round"
    treasury: str = "treasury"
    selection: Selection | None = None
    consensus: Consensus | None = None

    def __post_init__(self) -> None:
        if self.auditors < 1 or self.fee < 0 or not self.within > 0:
            parts = f"auditors={self.auditors}, fee={self.fee}, within={self.within}"
            raise ValueError(f"{parts}; allowed: 1 or more, 0 or more, above 0")
        if not 0 <= self.paid_over < float("inf"):
            raise ValueError(f"paid_over={self.paid_over}; allowed: 0 or more seconds, finite")
        if not 0 <= self.tolerance <= MILLION:
            raise ValueError(f"tolerance={self.tolerance}; allowed: 0 to 10**6")
        if set(self.limits) - set(TESTS) or any(not 0 <= most <= MILLION for most in self.limits.values()):
            raise ValueError(f"limits={dict(self.limits)}; allowed: {', '.join(TESTS)}, each 0 to 10**6")
        for name in ("valid_for", "renewal"):
            if getattr(self, name) is not None and not 0 < getattr(self, name) < float("inf"):
                raise ValueError(f"{name}={getattr(self, name)}; allowed: above 0 seconds, finite, or null")

    def open(self) -> None:
        self.audits = self.host.table("audits")
        self.findings = self.host.table("findings")
        self.book = Certificates(self.host)

    def begin(self) -> Iterable[Effect]:
        if self.renewal is not None:
            self.host.tell(self.renewals(self.renewal), "renewals")
        return ()

    @property
    def certificates(self) -> Mapping[int, Certificate]:
        """Those in force, by the number of their audit."""
        return self.book.valid

    @property
    def members(self) -> Registry:
        return self.host.partner(self.registry, Registry)

    @accepts(RequestAudit)
    def request(self, call: Call, message: RequestAudit) -> Iterable[Effect]:
        """Take the fee and start an audit."""
        try:
            self.host.vector(message.model)
        except KeyError:
            raise Rejected(f"no vector is kept under {message.model}") from None
        number = self._start(call.sender, message.model)
        return (Transfer(self._purse(number), self.fee),)

    @accepts(Finding)
    def finding(self, call: Call, message: Finding) -> Iterable[Effect]:
        """Take an auditor's finding, once, while there is time."""
        if not self._awaits(message.audit, call.sender):
            raise Rejected(f"audit {message.audit} waits for no finding of {call.sender}")
        stated = (("accuracy", message.accuracy), *message.measured)
        if any(not 0 <= value <= MILLION for _, value in stated):
            raise Rejected(f"{', '.join(f'{name}={value}' for name, value in stated)}; allowed: 0 to 10**6")
        if sorted(name for name, _ in message.measured) != sorted(self.limits):
            raise Rejected(
                f"measured={message.measured}; needed, each once: {', '.join(sorted(self.limits)) or 'none'}"
            )
        self.findings[message.audit, call.sender] = stated
        return ()

    @accepts(Contradicted)
    def contradicted(self, call: Call, message: Contradicted) -> Iterable[Effect]:
        """Report or accuse the auditors of a certificate whose findings were too good, once."""
        if call.sender not in self.believes:
            raise Rejected(f"{call.sender} is not believed; allowed: {', '.join(self.believes) or 'nobody'}")
        number, found = message.certificate, self.book.contradict(message.certificate)
        if found is None:
            raise Rejected(f"there is no certificate {number}, or it was contradicted before")
        reason = f"certificate {number}: users found {message.accuracy}"
        wrong = [who for who, accuracy in found.findings if accuracy > message.accuracy + self.tolerance]
        table = "certificates" if number in self.book.valid else "expired"
        claim = Statement(self.host.name, table, str(number), "contradicted", "True")
        self.host.tell(self.blame(wrong, reason, claim), f"blame/{number}")
        return ()

    @timer("expire")
    def expire(self, key: str) -> Iterable[Effect]:
        """A certificate has had its time."""
        over = self.book.expire(int(key))
        self.host.emit(Expired(int(key), over.owner, over.model))
        return ()

    def blame(self, wrong: Iterable[str], reason: str, claim: Statement) -> Story:
        """Each on its own: that one cannot be accused, as it stands accused already, shields nobody else."""
        for who in wrong:
            yield Act(
                (OpenDispute(who, claim, self.court) if self.court else Invoke(self.registry, Offence(who, reason)),)
            )

    def renewals(self, period: float) -> Story:
        """Audit whatever is the current model, every period, until the factory closes."""
        rounds, at = self.host.contract(self.rounds), period
        assert isinstance(rounds, TrainingRound), f"{self.rounds} trains nothing"
        while True:
            yield Until(at)
            if self.host.closing:
                return
            number = self._start(self.treasury, rounds.book.models["current"])
            yield Act((Invoke(self.treasury, Requisition(self.fee, self._purse(number))),))
            at += period

    def examine(self, number: int, owner: str, model: str) -> Story:
        """One audit, from the draw of its auditors to its certificate."""
        purse, members = f"audits/{number}", self.members
        candidates = tuple(who for who in members.active("auditor") if who != owner)
        view = SelectionView(number, model, self.auditors, candidates, members.stakes(candidates), self.fee)
        chosen = sorted(e.account for e in (yield Judge("selection", view, purse)) if isinstance(e, Assign))
        if not chosen:
            yield from self._fail(number, owner, model, "nobody audits")
            return
        until, tests = self.host.now + self.within, tuple(sorted(self.limits))
        self.audits[number] = (owner, model, tuple(chosen))
        task = getattr(self.host.contract(self.rounds), "task", "main")
        name = self.host.task(task).model
        self.host.emit(AuditOpened(number, owner, name, model, tuple(chosen), self.fee, until, tests))
        yield Until(until)
        found = {who: dict(self.findings[number, who]) for who in chosen if (number, who) in self.findings}
        self.audits[number] = (owner, model, ())
        agreed = dict[str, int]()
        for test in ("accuracy", *tests) if found else ():
            reports = {who: {model: stated[test]} for who, stated in found.items()}
            ruled = yield Judge("consensus", ConsensusView(number, (model,), reports, members.stakes(found)))
            scores: Mapping[str, int] = published(ruled, "scores", {})
            if model in scores:
                agreed[test] = min(max(int(scores[model]), 0), MILLION)
        if len(agreed) <= len(tests):
            yield from self._fail(number, owner, model, "nobody has found anything" if not found else "no agreement")
            return
        yield from self._certify(
            number, owner, model, agreed, {who: stated["accuracy"] for who, stated in found.items()}
        )
        left = self.host.balance(self._purse(number))
        yield Act(tuple(self._due(pay) for pay in pay_in_proportion(left, dict.fromkeys(found, 1).items())), purse)

    def _due(self, pay: Pay) -> Effect:
        if not self.paid_over:
            return pay
        now, days = self.host.now, max(round(self.paid_over / DAY), 1)
        return Vest(pay.to, pay.amount, now, now + self.paid_over, days)

    def _certify(
        self, number: int, owner: str, model: str, agreed: Mapping[str, int], found: Mapping[str, int]
    ) -> Story:
        """Write the certificate, unless a limit is exceeded."""
        measured = tuple((test, agreed[test]) for test in sorted(self.limits))
        if beyond := [
            f"{test}={value}, above {self.limits[test]}" for test, value in measured if value > self.limits[test]
        ]:
            self.host.emit(NotCertified(number, owner, model, "; ".join(beyond)))
            return
        until = None if self.valid_for is None else self.host.now + self.valid_for
        findings = tuple(sorted(found.items()))
        self.book.valid[number] = Certificate(owner, model, agreed["accuracy"], findings, False, measured, until)
        self.host.emit(Certified(number, owner, model, agreed["accuracy"], findings, measured, until))
        if until is not None:
            yield Act((Schedule(until, "expire", str(number)),))

    def _start(self, owner: str, model: str) -> int:
        number = len(self.audits) + 1
        self.audits[number] = (owner, model, ())
        self.host.tell(self.examine(number, owner, model), f"audit/{number}")
        return number

    def _fail(self, number: int, owner: str, model: str, reason: str) -> Story:
        self.host.emit(NotCertified(number, owner, model, reason))
        yield Act((Pay(owner, self.host.balance(self._purse(number))),), f"audits/{number}")

    def _awaits(self, number: int, account: str) -> bool:
        _, _, chosen = self.audits.get(number, ("", "", ()))
        return account in chosen and (number, account) not in self.findings

    def _purse(self, number: int) -> str:
        return f"{self.host.name}/audits/{number}"
