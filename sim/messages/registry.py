"""What is said to a registry, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Join(Message):
    """Take part as `role`, with `stake` base units locked, for whatever an identity costs."""

    to: ClassVar[str] = REGISTRY
    role: str
    stake: int = 0


@dataclass(frozen=True, slots=True)
class Announce(Message):
    """Let it be known that the sender is getting its stake together to come as `role`. It binds nobody."""

    to: ClassVar[str] = REGISTRY
    role: str


@dataclass(frozen=True, slots=True)
class Apply(Message):
    """Take part as `role` on terms: pay at most `pays` base units for the identity and whoever vouches for it, and
    show what `issuer` attests."""

    to: ClassVar[str] = REGISTRY
    role: str
    stake: int = 0
    pays: int = 0
    issuer: str = ""
    """Whose attestation is shown; empty: whichever is believed first."""


@dataclass(frozen=True, slots=True)
class Leave(Message):
    """Take part no longer; the stake comes back after unbonding."""

    to: ClassVar[str] = REGISTRY


@dataclass(frozen=True, slots=True)
class Attest(Message):
    """Vouch that `person` is behind `account`, which owes `fee` base units for that when it joins."""

    to: ClassVar[str] = REGISTRY
    account: str
    person: str
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Revoke(Message):
    """Take one's attestation of an account back."""

    to: ClassVar[str] = REGISTRY
    account: str


@dataclass(frozen=True, slots=True)
class Offence(Message):
    """A contract reports that a member broke the rules."""

    to: ClassVar[str] = REGISTRY
    account: str
    reason: str


@dataclass(frozen=True, slots=True)
class Joined(Fact):
    account: str
    role: str
    stake: int


@dataclass(frozen=True, slots=True)
class Identified(Fact):
    """What it cost an account to be somebody: `price` base units burned, `fee` paid to the issuer that vouches for it."""

    account: str
    price: int
    fee: int
    issuer: str


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
