"""Who takes part, as what, and with how much at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mechanisms.contracts.admission import Admission
from mechanisms.contracts.attestations import Attestations
from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Slash
from sim.messages.registry import Announce, Apply, Attest, Join, Joined, Leave, Left, Offence, Revoke, Slashed
from sim.money import TOKEN
from sim.seams.compliance import Compliance
from sim.seams.identity import Identity
from sim.seams.reputation import BEST, Reputation
from sim.seams.staking import Staking, StakingView


@dataclass(frozen=True, slots=True)
class Member:
    """An account on the register; `left` is when it gave notice, None while it takes part."""

    role: str
    since: float
    left: float | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """An account that has announced itself, and when, in seconds."""

    role: str
    since: float


@dataclass
class Registry(Contract):
    """Admits members, keeps their stakes, and slashes them when a contract it trusts reports an offence.

    Where rules are given for that, it asks whether an account is allowed in (compliance), who is behind it and what that
    costs (identity: what is paid is burned), and how it stands since its last offence (reputation).
    """

    asks = ("staking",)
    may_ask = ("identity", "compliance", "reputation")
    keeps_stakes = True
    begins = (Join, Apply, Announce)
    slashers: tuple[str, ...] = ("training_round",)
    """Contracts whose reports of an offence are believed."""
    issuers: tuple[str, ...] = ()
    """Accounts whose attestations are believed, the first that knows an account before the others."""
    most_fee: int = 7_000 * TOKEN
    """Base units that an attestation may cost whoever it is of, who is not asked before it is made."""
    expel_below: int = 0
    """Base units of stake below which a slashed member is struck off."""
    least_rating: int = 0
    """Rating in 1e-6 below which nobody is admitted, and an offender struck off."""
    staking: Staking | None = None
    identity: Identity | None = None
    compliance: Compliance | None = None
    reputation: Reputation | None = None

    def __post_init__(self) -> None:
        if self.most_fee < 0:
            raise ValueError(f"most_fee={self.most_fee}; allowed: 0 or more base units")
        if not 0 <= self.least_rating <= BEST:
            raise ValueError(f"least_rating={self.least_rating}; allowed: 0 to 10**6, in 1e-6")

    def open(self) -> None:
        self.members = self.host.table("members")
        self.announced = self.host.table("announced")
        self.attestations = Attestations(self.host, self.most_fee)
        self.admission = Admission(self.host, self.attestations, self.members, self.issuers)

    @accepts(Join)
    def join(self, call: Call, message: Join) -> Iterable[Effect]:
        """Admit the sender on the usual terms: it pays what it costs to be somebody, and shows the attestation that
        counts."""
        terms = Apply(message.role, message.stake, pays=self.host.balance(call.sender))
        return self.apply(call, terms)

    @accepts(Apply)
    def apply(self, call: Call, message: Apply) -> Iterable[Effect]:
        """Admit the sender if every rule lets it in; who has left may come back when its stake has."""
        account, role = call.sender, message.role
        member = self.members.get(account)
        if member is not None and member.left is None:
            raise Rejected(f"{account} is a member already, as {member.role}")
        # Even if all of it was slashed: what is given back then would come out of the new stake.
        if self.host.locked(account) or self.host.unlocking(account):
            raise Rejected(f"the stake that {account} left with is still unbonding")
        if (rating := self.admission.rating(account)) < self.least_rating:
            raise Rejected(f"{account} is rated {rating}; allowed: {self.least_rating} or more")
        self.announced.pop(account, None)
        paid = self.admission.admit(account, role, message.pays, message.issuer)
        self.host.judge("staking", self._view("join", account, role, offered=message.stake))
        self.members[account] = Member(role, self.host.now)
        self.host.emit(Joined(account, role, self.host.locked(account)))
        return paid

    @accepts(Announce)
    def announce(self, call: Call, message: Announce) -> Iterable[Effect]:
        """Write down who is on the way in, so that not everybody sets out for one seat. Known weakness: a name costs only
        its fee, so a crowd of names can keep those away who believe them."""
        member = self.members.get(call.sender)
        if member is not None and member.left is None:
            raise Rejected(f"{call.sender} is a member already, as {member.role}")
        self.announced[call.sender] = Notice(message.role, self.host.now)
        return ()

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
        if self.admission.expels(message.account, member.role):
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
        self.admission.blame(message.account)
        member = self.members[message.account]
        poor = self.host.locked(message.account) < self.expel_below
        if member.left is None and (poor or self.admission.rating(message.account) < self.least_rating):
            self._strike_off(message.account, member)
        return ()

    def active(self, role: str) -> tuple[str, ...]:
        """Members who take part as `role`, by name."""
        return tuple(sorted(a for a, m in self.members.items() if m.role == role and m.left is None))

    def serves(self, account: str, role: str) -> bool:
        """Whether an account takes part as `role`."""
        member = self.members.get(account)
        return member is not None and member.role == role and member.left is None

    def stakes(self, accounts: Iterable[str]) -> Mapping[str, int]:
        """Base units that each of these has at stake."""
        return {account: self.host.locked(account) for account in accounts}

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
