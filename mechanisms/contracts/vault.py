"""Where tokens lie that vote: locked, delegated, and with a past that a snapshot can look up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mechanisms.contracts.checkpoints import Checkpoints
from sim.chain.contract import Call, Contract, accepts
from sim.durations import DAY
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Lock, Unlock
from sim.messages.vault import Delegate, DepositVotes, PowerMoved, WithdrawVotes

ALL = ""
"""The name under which the sum of all power is kept."""


@dataclass
class Vault(Contract):
    """Gives one vote for each base unit that is locked here, to its owner or to whom the owner delegates, one step far.

    Delegation as in OpenZeppelin's Votes: a delegate does not pass on what was delegated to it.
    """

    keeps_stakes = True
    begins = (DepositVotes,)
    notice: float = 7 * DAY
    """Seconds from a withdrawal, when the power ends, until the money is back. Power without a lock can be borrowed."""

    def __post_init__(self) -> None:
        if self.notice < 0:
            raise ValueError(f"notice={self.notice}; allowed: 0 or more seconds")

    def open(self) -> None:
        self.deposits = self.host.table("deposits")
        self.delegates = self.host.table("delegates")
        self.notices = self.host.table("notices")
        self.power = Checkpoints(self.host, "power")

    @accepts(DepositVotes)
    def deposit(self, call: Call, message: DepositVotes) -> Iterable[Effect]:
        """Lock tokens and count them."""
        if message.amount < 1:
            raise Rejected(f"amount={message.amount}; allowed: 1 or more base units")
        self.deposits[call.sender] = self.deposits.get(call.sender, 0) + message.amount
        self._add(call.sender, message.amount)
        return (Lock(call.sender, message.amount),)

    @accepts(WithdrawVotes)
    def withdraw(self, call: Call, message: WithdrawVotes) -> Iterable[Effect]:
        """Count tokens no more, and give notice for them."""
        held = self.deposits.get(call.sender, 0)
        if not 0 < message.amount <= held:
            raise Rejected(f"amount={message.amount}; allowed: 1 to {held}, what {call.sender} has deposited")
        self.deposits[call.sender] = held - message.amount
        self._add(call.sender, -message.amount)
        if not self.notice:
            return (Unlock(call.sender, message.amount),)
        # Notices of one transaction are one notice: they would share a timer, and the first be forgotten.
        fact, given = self.notices.get(call.sender, (-1, 0))
        amount = message.amount + (given if fact == call.fact else 0)
        self.notices[call.sender] = (call.fact, amount)
        return (Unlock(call.sender, amount, at=self.host.now + self.notice),)

    @accepts(Delegate)
    def delegate(self, call: Call, message: Delegate) -> Iterable[Effect]:
        """Move the sender's power, what it has and what it will deposit."""
        held = self.deposits.get(call.sender, 0)
        self._add(call.sender, -held)
        self.delegates[call.sender] = message.delegate or call.sender
        self._add(call.sender, held)
        return ()

    def power_at(self, account: str, block: int) -> int:
        """Base units that an account voted with at the end of `block`. Raises ValueError while that block is being made."""
        return self.power.at(account, block)

    def total_at(self, block: int) -> int:
        """All power at the end of `block`."""
        return self.power.at(ALL, block)

    def voters_at(self, block: int) -> tuple[str, ...]:
        """Accounts that had power at the end of `block`, by name."""
        return tuple(sorted(a for a in self.power.history if a != ALL and self.power.at(a, block) > 0))

    def _add(self, owner: str, change: int) -> None:
        if change:
            voter = self.delegates.get(owner, owner)
            self.power.add(ALL, change)
            self.host.emit(PowerMoved(voter, self.power.add(voter, change)))
