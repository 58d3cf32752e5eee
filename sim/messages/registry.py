"""What is said to a registry, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message


@dataclass(frozen=True, slots=True)
class Join(Message):
    """Take part as `role`, with `stake` base units locked."""

    to: ClassVar[str] = "registry"
    role: str
    stake: int = 0


@dataclass(frozen=True, slots=True)
class Leave(Message):
    """Take part no longer; the stake comes back after unbonding."""

    to: ClassVar[str] = "registry"


@dataclass(frozen=True, slots=True)
class Offence(Message):
    """A contract reports that a member broke the rules."""

    to: ClassVar[str] = "registry"
    account: str
    reason: str


@dataclass(frozen=True, slots=True)
class Joined(Fact):
    account: str
    role: str
    stake: int


@dataclass(frozen=True, slots=True)
class Left(Fact):
    account: str
    role: str


@dataclass(frozen=True, slots=True)
class Slashed(Fact):
    """A member lost `amount` base units of its stake."""

    addressed: ClassVar[bool] = True
    account: str
    amount: int
    reason: str
