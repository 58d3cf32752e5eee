"""What is said to a keeper of promises, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.court import Statement
from sim.messages.message import Message

PACT = "pact"


@dataclass(frozen=True, slots=True)
class Promise(Message):
    """Pay `amount` base units to `account` if a statement is true at some moment before `until` (seconds).

    `bound`: the money is put up now and follows the statement; otherwise it is a word, kept or broken by who gave it.
    """

    to: ClassVar[str] = PACT
    account: str
    amount: int
    statement: Statement
    until: float
    bound: bool = True


@dataclass(frozen=True, slots=True)
class Claim(Message):
    """Ask for what was promised, now that the statement is true."""

    to: ClassVar[str] = PACT
    promise: int


@dataclass(frozen=True, slots=True)
class Promised(Fact):
    addressed: ClassVar[bool] = True
    account: str
    promise: int
    promisor: str
    amount: int
    statement: Statement
    until: float
    bound: bool


@dataclass(frozen=True, slots=True)
class Kept(Fact):
    """A promise was paid."""

    promise: int
    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class Lapsed(Fact):
    """A promise was never due: what was put up went back."""

    promise: int
