"""What is said on a model market, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

MARKET = "model_market"


@dataclass(frozen=True, slots=True)
class Deploy(Message):
    """A developer puts the model `model`, the key of a kept vector, on sale under a certificate for exactly that model."""

    to: ClassVar[str] = MARKET
    model: str
    certificate: int


@dataclass(frozen=True, slots=True)
class Update(Message):
    """From its next settlement on a version of a developer's own answers with another model, under the certificate that it
    has."""

    to: ClassVar[str] = MARKET
    version: int
    model: str


@dataclass(frozen=True, slots=True)
class Retire(Message):
    """A developer takes a version of its own off sale."""

    to: ClassVar[str] = MARKET
    version: int


@dataclass(frozen=True, slots=True)
class RollBack(Message):
    """A developer takes a version of its own off sale and puts an older one of its own, `onto`, back in its place."""

    to: ClassVar[str] = MARKET
    version: int
    onto: int


@dataclass(frozen=True, slots=True)
class Purchase(Message):
    """Buy `requests` answers of a version and pay for them, at no more than `most` base units each."""

    to: ClassVar[str] = MARKET
    version: int
    requests: int
    most: int


@dataclass(frozen=True, slots=True)
class Experience(Message):
    """A buyer reports how many of `tried` answers that it checked were right."""

    to: ClassVar[str] = MARKET
    version: int
    succeeded: int
    tried: int


@dataclass(frozen=True, slots=True)
class Deployed(Fact):
    version: int
    owner: str
    model: str
    certificate: int
    certified: int
    """Share of right answers that the certificate states, in 1e-6."""
    price: int
    """Base units of the market's asset for one request."""
    source: str
    """Key of the model of the factory's own that it is, or was found to be a copy of; "" when it is neither."""
    rounds: tuple[int, ...]
    """Rounds of training that made it, by number."""


@dataclass(frozen=True, slots=True)
class Updated(Fact):
    """A version answers with another model; `source` and `rounds` as when it was deployed."""

    version: int
    owner: str
    model: str
    source: str
    rounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Retired(Fact):
    version: int
    owner: str


@dataclass(frozen=True, slots=True)
class RolledBack(Fact):
    """`version` is off sale, and `onto` is back."""

    version: int
    onto: int
    owner: str


@dataclass(frozen=True, slots=True)
class Priced(Fact):
    """A version has a new price, in base units of the market's asset for one request."""

    version: int
    price: int


@dataclass(frozen=True, slots=True)
class FeesSettled(Fact):
    """The fees that a version has taken in are about to be divided."""

    version: int
    model: str
    requests: int
    fees: int
    outcomes: tuple[float, float]
    """Reports that count now, faded: how many answers were right, of how many."""
