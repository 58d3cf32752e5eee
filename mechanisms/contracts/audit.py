"""Audits before release: what a model is worth, stated by those who put a stake on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mechanisms.contracts.registry import Registry
from mechanisms.contracts.settlement import published
from sim.chain.contract import Act, Call, Contract, Judge, Story, Until, accepts
from sim.durations import HOUR
from sim.effects.effect import Effect, Rejected
from sim.effects.invoke import Invoke
from sim.effects.judgement import Assign
from sim.effects.money import Pay, Transfer, pay_in_proportion
from sim.messages.audit import AuditOpened, Certified, Contradicted, Finding, NotCertified, RequestAudit
from sim.messages.registry import Offence
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.selection import Selection, SelectionView

MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found of a model: the share of right answers (1e-6), for whom, and by whom."""

    owner: str
    model: str
    accuracy: int
    findings: tuple[tuple[str, int], ...]
    contradicted: bool = False


@dataclass
class Audit(Contract):
    """Orders auditors to measure a model, lets a consensus rule agree on what they found, and writes the certificate.

    Each auditor measures on data of its own, so no developer can train on the questions. An auditor whose finding users
    contradict is reported to the register. Known weakness: with few auditors, one bribe is a majority.
    """

    asks = ("selection", "consensus")
    relies_on = ("registry", "rounds")
    auditors: int = 3
    """Asked for each audit."""
    fee: int = 0
    """Base units of `token` that an audit costs, shared by those who answer."""
    within: float = HOUR
    """Seconds that they have."""
    tolerance: int = 50_000
    """How far (1e-6) a finding may lie above what users find, before it is an offence."""
    believes: tuple[str, ...] = ("model_market",)
    """Contracts whose word on what users have found is taken."""
    registry: str = "registry"
    rounds: str = "training_round"
    selection: Selection | None = None
    consensus: Consensus | None = None

    def __post_init__(self) -> None:
        if self.auditors < 1 or self.fee < 0 or not self.within > 0:
            parts = f"auditors={self.auditors}, fee={self.fee}, within={self.within}"
            raise ValueError(f"{parts}; allowed: 1 or more, 0 or more, above 0")
        if not 0 <= self.tolerance <= MILLION:
            raise ValueError(f"tolerance={self.tolerance}; allowed: 0 to 10**6")

    def open(self) -> None:
        self.audits = self.host.table("audits")
        self.findings = self.host.table("findings")
        self.certificates = self.host.table("certificates")

    @property
    def members(self) -> Registry:
        registry = self.host.contract(self.registry)
        assert isinstance(registry, Registry), f"{self.registry} is no registry"
        return registry

    @accepts(RequestAudit)
    def request(self, call: Call, message: RequestAudit) -> Iterable[Effect]:
        """Take the fee and start an audit."""
        try:
            self.host.vector(message.model)
        except KeyError:
            raise Rejected(f"no vector is kept under {message.model}") from None
        number = len(self.audits) + 1
        self.audits[number] = (call.sender, message.model, ())
        self.host.tell(self.examine(number, call.sender, message.model), f"audit/{number}")
        return (Transfer(self._purse(number), self.fee),)

    @accepts(Finding)
    def finding(self, call: Call, message: Finding) -> Iterable[Effect]:
        """Take an auditor's finding, once, while there is time."""
        if not self._awaits(message.audit, call.sender):
            raise Rejected(f"audit {message.audit} waits for no finding of {call.sender}")
        if not 0 <= message.accuracy <= MILLION:
            raise Rejected(f"accuracy={message.accuracy}; allowed: 0 to 10**6")
        self.findings[message.audit, call.sender] = message.accuracy
        return ()

    @accepts(Contradicted)
    def contradicted(self, call: Call, message: Contradicted) -> Iterable[Effect]:
        """Report the auditors of a certificate whose findings were too good, once."""
        if call.sender not in self.believes:
            raise Rejected(f"{call.sender} is not believed; allowed: {', '.join(self.believes) or 'nobody'}")
        found: Certificate | None = self.certificates.get(message.certificate)
        if found is None or found.contradicted:
            raise Rejected(f"there is no certificate {message.certificate}, or it was contradicted before")
        old = self.certificates[message.certificate]
        self.certificates[message.certificate] = Certificate(old.owner, old.model, old.accuracy, old.findings, True)
        reason = f"certificate {message.certificate}: users found {message.accuracy}"
        wrong = [who for who, accuracy in found.findings if accuracy > message.accuracy + self.tolerance]
        return tuple(Invoke(self.registry, Offence(who, reason)) for who in wrong)

    def examine(self, number: int, owner: str, model: str) -> Story:
        """One audit, from the draw of its auditors to its certificate."""
        purse, members = f"audits/{number}", self.members
        candidates = tuple(who for who in members.active("auditor") if who != owner)
        view = SelectionView(number, model, self.auditors, candidates, members.stakes(candidates), self.fee)
        chosen = sorted(e.account for e in (yield Judge("selection", view, purse)) if isinstance(e, Assign))
        if not chosen:
            yield from self._fail(number, owner, model, "nobody audits")
            return
        until = self.host.now + self.within
        self.audits[number] = (owner, model, tuple(chosen))
        task = getattr(self.host.contract(self.rounds), "task", "main")
        self.host.emit(AuditOpened(number, owner, self.host.task(task).model, model, tuple(chosen), self.fee, until))
        yield Until(until)
        found = {who: self.findings[number, who] for who in chosen if (number, who) in self.findings}
        self.audits[number] = (owner, model, ())
        reports = {who: {model: accuracy} for who, accuracy in found.items()}
        agreed = published(
            (yield Judge("consensus", ConsensusView(number, (model,), reports, members.stakes(found))))
            if found
            else (),
            "scores",
            {},
        )
        if model not in agreed:
            yield from self._fail(number, owner, model, "nobody has found anything" if not found else "no agreement")
            return
        accuracy = min(max(int(agreed[model]), 0), MILLION)
        findings = tuple(sorted(found.items()))
        self.certificates[number] = Certificate(owner, model, accuracy, findings)
        self.host.emit(Certified(number, owner, model, accuracy, findings))
        left = self.host.balance(self._purse(number))
        yield Act(tuple(pay_in_proportion(left, dict.fromkeys(found, 1).items())), purse)

    def _fail(self, number: int, owner: str, model: str, reason: str) -> Story:
        self.host.emit(NotCertified(number, owner, model, reason))
        yield Act((Pay(owner, self.host.balance(self._purse(number))),), f"audits/{number}")

    def _awaits(self, number: int, account: str) -> bool:
        _, _, chosen = self.audits.get(number, ("", "", ()))
        return account in chosen and (number, account) not in self.findings

    def _purse(self, number: int) -> str:
        return f"{self.host.name}/audits/{number}"
