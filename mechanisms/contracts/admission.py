"""What a register asks of whoever wants in: who it is, whether it may, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mechanisms.contracts.attestations import Attestation, Attestations
from sim.chain.host import Host
from sim.chain.ledger import BURNED
from sim.effects.effect import Effect, Rejected
from sim.effects.judgement import Reject
from sim.effects.membership import Deregister, Register
from sim.effects.money import Transfer
from sim.messages.registry import Identified
from sim.seams.compliance import ComplianceView
from sim.seams.identity import IdentityView
from sim.seams.reputation import BEST, Reputation, ReputationView


@dataclass(frozen=True)
class Admission:
    """Asks the rules of compliance, identity and reputation, each where one is given, in the name of one contract."""

    host: Host
    attestations: Attestations
    members: Mapping[str, Any]
    issuers: tuple[str, ...]

    def shown(self, account: str, issuer: str = "") -> Attestation | None:
        """The attestation that an account can show, of this issuer if it names one, and only if that is believed."""
        return self.attestations.of(account, [name for name in self.issuers if issuer in ("", name)])

    def admit(self, account: str, role: str, pays: int, issuer: str) -> tuple[Effect, ...]:
        """What it costs an account to be let in: a price that is burned, a fee for whoever vouches, together at most `pays`
        base units. Raises `Rejected`."""
        shown = self.shown(account, issuer)
        ruled = list(self._comply(account, role, "join", shown))
        if self.host.has_rule("identity") and not _refusals(ruled):
            ruled += self._identify(account, role, pays, shown, "join")
        for reason in _refusals(ruled):
            raise Rejected(reason)
        price = sum(effect.price for effect in ruled if isinstance(effect, Register))
        fee, vouching = (shown.fee, shown.issuer) if shown else (0, "")
        if price + fee > pays:
            raise Rejected(f"an identity costs {price}, and {vouching or 'nobody'} asks {fee}; offered: {pays}")
        if shown:
            self.attestations.settle(account, shown)
        if not price and not fee:
            return ()
        self.host.emit(Identified(account, price, fee, vouching))
        return Transfer(BURNED, price), *((Transfer(vouching, fee),) if fee else ())

    def expels(self, account: str, role: str) -> bool:
        """Whether a member may not stay, now that one of its attestations was taken back."""
        shown = self.shown(account)
        ruled = list(self._comply(account, role, "stay", shown))
        if shown is None and self.host.has_rule("identity"):
            ruled += self._identify(account, role, 0, shown, "revoked")
        return any(isinstance(effect, Deregister) for effect in ruled)

    def rating(self, account: str) -> int:
        """How an account stands, in 1e-6: the best where nobody keeps count."""
        if not self.host.has_rule("reputation"):
            return BEST
        rule = self.host.rule("reputation")
        assert isinstance(rule, Reputation), f"{rule} is no rule of reputation"
        return rule.rating(account, self.host.state("reputation"))

    def blame(self, account: str) -> None:
        """Let an offence count against an account."""
        if self.host.has_rule("reputation"):
            self.host.judge("reputation", ReputationView(0, {account: False}))

    def _comply(self, account: str, role: str, act: str, shown: Attestation | None) -> tuple[Effect, ...]:
        if not self.host.has_rule("compliance"):
            return ()
        attributes = {"role": role, "verified": shown is not None, "issuer": shown.issuer if shown else ""}
        return self.host.judge("compliance", ComplianceView(account, act, attributes, self.host.now))

    def _identify(
        self, account: str, role: str, pays: int, shown: Attestation | None, event: str
    ) -> tuple[Effect, ...]:
        there = tuple(sorted(name for name, member in self.members.items() if member.left is None))
        view = IdentityView(account, role, there, pays, self.host.now, shown.person if shown else "", event)
        return self.host.judge("identity", view)


def _refusals(ruled: list[Effect]) -> list[str]:
    return [effect.reason for effect in ruled if isinstance(effect, Reject)]
