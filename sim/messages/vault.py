"""What is said to a vault of voting power, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message


@dataclass(frozen=True, slots=True)
class DepositVotes(Message):
    """Lock `amount` base units; they vote from the next block on."""

    to: ClassVar[str] = "vault"
    amount: int


@dataclass(frozen=True, slots=True)
class WithdrawVotes(Message):
    """Take `amount` base units out: they vote no more at once, and are paid back when the notice has run out."""

    to: ClassVar[str] = "vault"
    amount: int


@dataclass(frozen=True, slots=True)
class Delegate(Message):
    """Let `delegate` vote with the sender's deposit; the empty name takes it back."""

    to: ClassVar[str] = "vault"
    delegate: str


@dataclass(frozen=True, slots=True)
class PowerMoved(Fact):
    """An account votes with `power` base units from now on."""

    account: str
    power: int
