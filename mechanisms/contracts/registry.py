"""Who takes part, as what, and with how much at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Slash
from sim.messages.registry import Join, Joined, Leave, Left, Offence, Slashed
from sim.seams.staking import Staking, StakingView


@dataclass(frozen=True, slots=True)
class Member:
    """An account on the register; `left` is when it gave notice, None while it takes part."""

    role: str
    since: float
    left: float | None = None


@dataclass
class Registry(Contract):
    """Admits members, keeps their stakes, and slashes them when a contract it trusts reports an offence."""

    asks = ("staking",)
    keeps_stakes = True
    slashers: tuple[str, ...] = ("training_round",)
    """Contracts whose reports of an offence are believed."""
    expel_below: int = 0
    """Base units of stake below which a slashed member is struck off."""
    staking: Staking | None = None

    def open(self) -> None:
        self.members = self.host.table("members")

    @accepts(Join)
    def join(self, call: Call, message: Join) -> Iterable[Effect]:
        """Admit the sender if the staking rule takes its stake; who has left may come back when its stake has."""
        member = self.members.get(call.sender)
        if member is not None and member.left is None:
            raise Rejected(f"{call.sender} is a member already, as {member.role}")
        if self.host.locked(call.sender):
            raise Rejected(f"the stake that {call.sender} left with is still unbonding")
        self.host.judge("staking", self._view("join", call.sender, message.role, offered=message.stake))
        self.members[call.sender] = Member(message.role, self.host.now)
        self.host.emit(Joined(call.sender, message.role, self.host.locked(call.sender)))
        return ()

    @accepts(Leave)
    def leave(self, call: Call, message: Leave) -> Iterable[Effect]:
        """Strike the sender off; what the staking rule does with its stake follows its own clock."""
        self._strike_off(call.sender, self._member(call.sender))
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
        member = self.members[message.account]
        if member.left is None and self.host.locked(message.account) < self.expel_below:
            self._strike_off(message.account, member)
        return ()

    def active(self, role: str) -> tuple[str, ...]:
        """Members who take part as `role`, by name."""
        return tuple(sorted(a for a, m in self.members.items() if m.role == role and m.left is None))

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
