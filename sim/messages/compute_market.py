"""What is said on a market for computing, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

COMPUTE = "compute_market"


@dataclass(frozen=True, slots=True)
class OfferCards(Message):
    """An owner offers `cards` of its machines at `price` base units or more for an hour of one; a bond goes with each card.

    A later offer replaces it, and cards that are let stay let.
    """

    to: ClassVar[str] = COMPUTE
    cards: int
    price: int


@dataclass(frozen=True, slots=True)
class WithdrawCards(Message):
    """An owner takes its offer back, and its bond as soon as nothing is let any more."""

    to: ClassVar[str] = COMPUTE


@dataclass(frozen=True, slots=True)
class Rent(Message):
    """Somebody wants `cards` of one owner for `hours`, at no more than `most` base units for an hour of one."""

    to: ClassVar[str] = COMPUTE
    cards: int
    hours: int
    most: int


@dataclass(frozen=True, slots=True)
class CardsOffered(Fact):
    owner: str
    cards: int
    """0: the offer was taken back, or is void."""
    price: int
    bond: int


@dataclass(frozen=True, slots=True)
class Leased(Fact):
    """Somebody may run jobs on `cards` of an owner's cards until `until`, at `price` base units for an hour of one."""

    addressed: ClassVar[bool] = True
    account: str
    lease: int
    owner: str
    cards: int
    price: int
    until: float


@dataclass(frozen=True, slots=True)
class NotLeased(Fact):
    """Nobody had what was wanted, or not at that price; the money is back."""

    addressed: ClassVar[bool] = True
    account: str
    lease: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeaseBilled(Fact):
    """What a lease was used for in a period: GPU-milliseconds as metered, and what was paid for them."""

    lease: int
    renter: str
    owner: str
    used: int
    paid: int


@dataclass(frozen=True, slots=True)
class LeaseEnded(Fact):
    """A lease is over, `reason` saying why, and what was not used went back to who had put it up."""

    lease: int
    renter: str
    owner: str
    paid: int
    returned: int
    reason: str


@dataclass(frozen=True, slots=True)
class CardsMissing(Fact):
    """Of the cards that an owner has let, so many were not there; `amount` of its bond went to those who rent them."""

    owner: str
    missing: int
    amount: int


@dataclass(frozen=True, slots=True)
class CardsPriced(Fact):
    """The price of an hour of one card from now on, in base units."""

    price: int
