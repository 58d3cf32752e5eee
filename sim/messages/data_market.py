"""What is said on a data market, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

DATA_MARKET = "data_market"
TRAIN, AUDIT = "train", "audit"
USES = (TRAIN, AUDIT)
"""What a data set can be used for."""

REPLACED, WITHDRAWN, REFUTED = "replaced", "withdrawn", "refuted"
"""Why a data set is off the market: its provider has a newer one or takes its consent back, or the rows are others than
committed to."""


@dataclass(frozen=True, slots=True)
class Licence:
    """What a provider allows: which uses, until when in seconds (None: for ever), and what it asks for one use."""

    uses: tuple[str, ...] = (TRAIN,)
    until: float | None = None
    price: int = 0
    """Base units of token."""

    @property
    def fault(self) -> str:
        """What is wrong with it; "" when nothing is."""
        if not self.uses or any(use not in USES for use in self.uses):
            return f"uses={self.uses}; allowed: one or more of {', '.join(USES)}"
        return f"price={self.price}; allowed: 0 or more base units" if self.price < 0 else ""

    def allows(self, use: str, now: float) -> bool:
        """Whether the data may be used so at this time."""
        return use in self.uses and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class ListData(Message):
    """A provider lists the data set kept under `data`, with `rows` rows, in the place of an older one of its own."""

    to: ClassVar[str] = DATA_MARKET
    data: str
    rows: int
    root: str
    """Merkle root over its rows: see `sim.merkle`. From now on the provider can be held to every one of them."""
    licence: Licence
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Reprice(Message):
    """A provider asks another price for one use, in base units."""

    to: ClassVar[str] = DATA_MARKET
    data: str
    price: int


@dataclass(frozen=True, slots=True)
class WithdrawConsent(Message):
    """A provider takes its consent back: from now on the data are used for nothing, not even in rounds under way."""

    to: ClassVar[str] = DATA_MARKET
    data: str


@dataclass(frozen=True, slots=True)
class BuyUse(Message):
    """Buy `times` uses of a data set of somebody else's, at no more than `most` base units each."""

    to: ClassVar[str] = DATA_MARKET
    data: str
    use: str
    times: int
    most: int


@dataclass(frozen=True, slots=True)
class Used(Message):
    """A contract says that it has used data sets so many times, and paid for it."""

    to: ClassVar[str] = DATA_MARKET
    times: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Recall(Message):
    """A data market tells a contract that a data set may be used no more: whatever is under way on it is void."""

    to: ClassVar[str] = "training_round"
    data: str


@dataclass(frozen=True, slots=True)
class ChallengeRow(Message):
    """Doubt that a row of a data set is the one that was committed to, and pay the fee that the doubt costs if it is."""

    to: ClassVar[str] = DATA_MARKET
    data: str
    row: int


@dataclass(frozen=True, slots=True)
class OpenRow(Message):
    """A provider answers a challenge: the leaf of the row, and its proof. The row itself stays with those who have it."""

    to: ClassVar[str] = DATA_MARKET
    challenge: int
    leaf: str
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed(Fact):
    provider: str
    data: str
    rows: int
    root: str
    licence: Licence
    replaces: str


@dataclass(frozen=True, slots=True)
class Repriced(Fact):
    """A use has another price: the pricing rule's, which saw `demanded` uses, or the provider's (None)."""

    data: str
    price: int
    demanded: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Fact):
    """A data set may be used no more. What it is in already, it stays in: `models`, the keys of all that came of it."""

    provider: str
    data: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseBought(Fact):
    """Somebody bought uses: `paid` base units in all, of which `kept` are the market's."""

    buyer: str
    data: str
    use: str
    times: int
    paid: int
    kept: int


@dataclass(frozen=True, slots=True)
class RowChallenged(Fact):
    """`account` has to open a row until `until` (seconds), or is held to have committed to another one."""

    addressed: ClassVar[bool] = True
    account: str
    challenge: int
    data: str
    row: int
    until: float


@dataclass(frozen=True, slots=True)
class ChallengeDecided(Fact):
    """How a challenge ended: `reason` is what the provider is at fault for, "" when the row is as committed."""

    challenge: int
    data: str
    provider: str
    reason: str
