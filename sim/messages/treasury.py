"""What is said to a treasury, and the plain payment that anybody may make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.messages.message import Message


@dataclass(frozen=True, slots=True)
class Requisition(Message):
    """A contract asks for `amount` base units for its purse; it gets what there is, up to that."""

    to: ClassVar[str] = "treasury"
    amount: int
    purse: str


@dataclass(frozen=True, slots=True)
class PassOn(Message):
    """A contract asks for its part of another asset that the treasury holds, for its purse."""

    to: ClassVar[str] = "treasury"
    asset: str
    purse: str


@dataclass(frozen=True, slots=True)
class Remit(Message):
    """Pay `amount` base units to an account."""

    to: ClassVar[str] = "transfers"
    account: str
    amount: int
    asset: str = "token"
