"""What is said to a lender, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

LENDING = "lending"


@dataclass(frozen=True, slots=True)
class Pledge(Message):
    """Put `amount` base units of the collateral asset up."""

    to: ClassVar[str] = LENDING
    amount: int


@dataclass(frozen=True, slots=True)
class Release(Message):
    """Take `amount` of the collateral back, as far as the debt allows."""

    to: ClassVar[str] = LENDING
    amount: int


@dataclass(frozen=True, slots=True)
class Borrow(Message):
    """Take `amount` base units of the token; by the end of the transaction they are covered or paid back."""

    to: ClassVar[str] = LENDING
    amount: int


@dataclass(frozen=True, slots=True)
class Repay(Message):
    """Pay `amount` of the debt back; what exceeds it is not taken."""

    to: ClassVar[str] = LENDING
    amount: int


@dataclass(frozen=True, slots=True)
class Liquidate(Message):
    """Pay the debt of somebody who is no longer covered, and take the collateral."""

    to: ClassVar[str] = LENDING
    account: str


@dataclass(frozen=True, slots=True)
class DebtMoved(Fact):
    """An account owes `debt` base units against `collateral`; `lent` is out in all."""

    account: str
    debt: int
    collateral: int
    lent: int
