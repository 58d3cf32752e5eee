"""What is said to a bridge, where dollars become a stable coin and a stable coin becomes dollars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.messages.message import Message


@dataclass(frozen=True, slots=True)
class Deposit(Message):
    """Dollars were paid in outside the chain; the sender gets `amount` base units (10**9 to a dollar)."""

    to: ClassVar[str] = "bridge"
    amount: int


@dataclass(frozen=True, slots=True)
class Redeem(Message):
    """Give `amount` base units back for dollars outside the chain."""

    to: ClassVar[str] = "bridge"
    amount: int
