"""What is said to an exchange, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message


@dataclass(frozen=True, slots=True)
class Trade(Message):
    """Give `amount` base units of one asset for at least `least` of another, or nothing."""

    to: ClassVar[str] = "exchange"
    give: str
    amount: int
    take: str
    least: int = 0


@dataclass(frozen=True, slots=True)
class Provide(Message):
    """Put both assets into the pool, in the proportion in which they lie there and at most these amounts, for shares."""

    to: ClassVar[str] = "exchange"
    tokens: int
    dollars: int


@dataclass(frozen=True, slots=True)
class Reclaim(Message):
    """Give `shares` back for their part of both reserves."""

    to: ClassVar[str] = "exchange"
    shares: int


@dataclass(frozen=True, slots=True)
class Traded(Fact):
    """A swap took place; `tokens` and `dollars` are the reserves after it."""

    account: str
    give: str
    given: int
    take: str
    taken: int
    tokens: int
    dollars: int


@dataclass(frozen=True, slots=True)
class LiquidityMoved(Fact):
    """The pool became deeper or shallower: an account holds `shares` of `total` now."""

    account: str
    shares: int
    total: int
