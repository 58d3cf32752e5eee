"""Who takes part, as what, and with how much at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mechanisms.contracts.attestations import Attestation, Attestations
from sim.chain.contract import Call, Contract, accepts
from sim.chain.ledger import BURNED
from sim.effects.effect import Effect, Rejected
from sim.effects.judgement import Reject
from sim.effects.membership import Deregister, Register
from sim.effects.money import Slash, Transfer
from sim.messages.registry import Apply, Attest, Identified, Join, Joined, Leave, Left, Offence, Revoke, Slashed
from sim.seams.compliance import Compliance, ComplianceView
from sim.seams.identity import Identity, IdentityView
from sim.seams.reputation import BEST, Reputation, ReputationView
from sim.seams.staking import Staking, StakingView


@dataclass(frozen=True, slots=True)
class Member:
    """An account on the register; `left` is when it gave notice, None while it takes part."""

    role: str
    since: float
    left: float | None = None


@dataclass
class Registry(Contract):
    """Admits members, keeps their stakes, and slashes them when a contract it trusts reports an offence.

    Where rules are given for that, it asks whether an account is allowed in (compliance), who is behind it and what that
    costs (identity: what is paid is burned), and how it stands since its last offence (reputation).
    """

    asks = ("staking",)
    may_ask = ("identity", "compliance", "reputation")
    keeps_stakes = True
    begins = (Join, Apply)
    slashers: tuple[str, ...] = ("training_round",)
    """Contracts whose reports of an offence are believed."""
    issuers: tuple[str, ...] = ()
    """Accounts whose attestations are believed, the first that knows an account before the others."""
    expel_below: int = 0
    """Base units of stake below which a slashed member is struck off."""
    least_rating: int = 0
    """Rating in 1e-6 below which nobody is admitted, and an offender struck off."""
    staking: Staking | None = None
    identity: Identity | None = None
    compliance: Compliance | None = None
    reputation: Reputation | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.least_rating <= BEST:
            raise ValueError(f"least_rating={self.least_rating}; allowed: 0 to 10**6, in 1e-6")

    def open(self) -> None:
        self.members = self.host.table("members")
        self.attestations = Attestations(self.host)

    @accepts(Join)
    def join(self, call: Call, message: Join) -> Iterable[Effect]:
        """Admit the sender on the usual terms: it pays what an identity costs, and shows the attestation that counts."""
        terms = Apply(message.role, message.stake, pays=self.host.balance(call.sender))
        return self.apply(call, terms)

    @accepts(Apply)
    def apply(self, call: Call, message: Apply) -> Iterable[Effect]:
        """Admit the sender if every rule lets it in; who has left may come back when its stake has."""
        account, role = call.sender, message.role
        member = self.members.get(account)
        if member is not None and member.left is None:
            raise Rejected(f"{account} is a member already, as {member.role}")
        if self.host.locked(account):
            raise Rejected(f"the stake that {account} left with is still unbonding")
        if self._rating(account) < self.least_rating:
            raise Rejected(f"{account} is rated {self._rating(account)}; allowed: {self.least_rating} or more")
        shown = self._shown(account, message.issuer)
        self._heed(self._comply(account, role, "join", shown))
        paid = self._identify(account, role, message.pays, shown)
        self.host.judge("staking", self._view("join", account, role, offered=message.stake))
        self.members[account] = Member(role, self.host.now)
        self.host.emit(Joined(account, role, self.host.locked(account)))
        return paid

    @accepts(Leave)
    def leave(self, call: Call, message: Leave) -> Iterable[Effect]:
        """Strike the sender off; what the staking rule does with its stake follows its own clock."""
        self._strike_off(call.sender, self._member(call.sender))
        return ()

    @accepts(Attest)
    def attest(self, call: Call, message: Attest) -> Iterable[Effect]:
        """Write down that the sender vouches for an account."""
        self.attestations.issue(call.sender, message.account, message.person, message.fee)
        return ()

    @accepts(Revoke)
    def revoke(self, call: Call, message: Revoke) -> Iterable[Effect]:
        """Take an attestation back; the rules say whether the account may stay on what is left."""
        self.attestations.revoke(call.sender, message.account)
        member: Member | None = self.members.get(message.account)
        if member is None or member.left is not None or call.sender not in self.issuers:
            return ()
        shown = self._shown(message.account, "")
        ruled = list(self._comply(message.account, member.role, "stay", shown))
        if shown is None and self.host.has_rule("identity"):
            ruled += self.host.judge("identity", self._somebody(message.account, member.role, 0, shown, "revoked"))
        if any(isinstance(effect, Deregister) for effect in ruled):
            self._strike_off(message.account, member)
        return ()

    @accepts(Offence)
    def offence(self, call: Call, message: Offence) -> Iterable[Effect]:
        """Let the staking rule punish what a trusted contract reports. A stake that is still unbonding can be slashed."""
        if call.sender not in self.slashers:
            raise Rejected(f"{call.sender} may report no offences; allowed: {', '.join(self.slashers) or 'nobody'}")
        if message.account not in self.members:
            raise Rejected(f"{message.account} was never a member")
        before = self.host.locked(message.account)
        role = self.members[message.account].role
        effects = self.host.judge("staking", self._view("fault", message.account, role, reason=message.reason))
        if any(isinstance(effect, Slash) for effect in effects):
            lost = before - self.host.locked(message.account)
            self.host.emit(Slashed(message.account, lost, message.reason))
        if self.host.has_rule("reputation"):
            self.host.judge("reputation", ReputationView(0, {message.account: False}))
        member = self.members[message.account]
        poor = self.host.locked(message.account) < self.expel_below
        if member.left is None and (poor or self._rating(message.account) < self.least_rating):
            self._strike_off(message.account, member)
        return ()

    def active(self, role: str) -> tuple[str, ...]:
        """Members who take part as `role`, by name."""
        return tuple(sorted(a for a, m in self.members.items() if m.role == role and m.left is None))

    def stakes(self, accounts: Iterable[str]) -> Mapping[str, int]:
        """Base units that each of these has at stake."""
        return {account: self.host.locked(account) for account in accounts}

    def _shown(self, account: str, issuer: str) -> Attestation | None:
        """The attestation that an account can show, of this issuer if it names one, and only if that is believed."""
        return self.attestations.of(account, [name for name in self.issuers if issuer in ("", name)])

    def _comply(self, account: str, role: str, act: str, shown: Attestation | None) -> tuple[Effect, ...]:
        if not self.host.has_rule("compliance"):
            return ()
        attributes = {"role": role, "verified": shown is not None, "issuer": shown.issuer if shown else ""}
        return self.host.judge("compliance", ComplianceView(account, act, attributes, self.host.now))

    def _identify(self, account: str, role: str, pays: int, shown: Attestation | None) -> tuple[Effect, ...]:
        """Ask who is there; what that costs, and what is owed to whoever vouches for it."""
        registered = tuple[Effect, ...]()
        if self.host.has_rule("identity"):
            registered = self.host.judge("identity", self._somebody(account, role, pays, shown, "join"))
        self._heed(registered)
        price = sum(effect.price for effect in registered if isinstance(effect, Register))
        fee, issuer = (shown.fee, shown.issuer) if shown else (0, "")
        if shown:
            self.attestations.settle(account, shown)
        if not price and not fee:
            return ()
        self.host.emit(Identified(account, price, fee, issuer))
        return Transfer(BURNED, price), *((Transfer(issuer, fee),) if fee else ())

    def _somebody(self, account: str, role: str, pays: int, shown: Attestation | None, event: str) -> IdentityView:
        members = tuple(sorted(name for name, member in self.members.items() if member.left is None))
        return IdentityView(account, role, members, pays, self.host.now, shown.person if shown else "", event)

    def _heed(self, ruled: Iterable[Effect]) -> None:
        for effect in ruled:
            if isinstance(effect, Reject):
                raise Rejected(effect.reason)

    def _rating(self, account: str) -> int:
        if not self.host.has_rule("reputation"):
            return BEST
        rule = self.host.rule("reputation")
        assert isinstance(rule, Reputation), f"{rule} is no rule of reputation"
        return rule.rating(account, self.host.state("reputation"))

    def _strike_off(self, account: str, member: Member) -> None:
        self.host.judge("staking", self._view("leave", account, member.role))
        self.members[account] = replace(member, left=self.host.now)
        self.host.emit(Left(account, member.role))

    def _member(self, account: str) -> Member:
        member: Member | None = self.members.get(account)
        if member is None or member.left is not None:
            raise Rejected(f"{account} is not a member")
        return member

    def _view(self, event: str, account: str, role: str, offered: int = 0, reason: str = "") -> StakingView:
        return StakingView(event, account, role, self.host.locked(account), offered, self.host.now, reason)
