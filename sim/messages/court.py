"""What is said to a court, what it asks jurors and parties, and what it makes known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.facts import Fact
from sim.messages.message import Message

COURT = "court"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a claim says: that in a contract's public table the row under `key` has this `value` in `field` (all as text), so
    that whoever looks can tell whether it is true. Several fields, and their values, are separated by commas."""

    contract: str
    table: str
    key: str
    field: str
    value: str

    def true_of(self, rows: Mapping[Any, Any]) -> bool:
        """Whether a table makes it true."""
        found = (row for key, row in rows.items() if str(key) == self.key)
        return any(",".join(str(getattr(row, f, None)) for f in self.field.split(",")) == self.value for row in found)


@dataclass(frozen=True, slots=True)
class Guarantee(Message):
    """Put `amount` base units up, which a complaint may claim."""

    to: ClassVar[str] = COURT
    amount: int


@dataclass(frozen=True, slots=True)
class Complain(Message):
    """Claim an account's guarantee with a statement, and put the court's fees up in advance."""

    to: ClassVar[str] = COURT
    against: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Accuse(Message):
    """Say that a member broke the rules, as a statement shows, and put the court's fees up in advance."""

    to: ClassVar[str] = COURT
    against: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Uphold:
    """A juror's question: is the statement true? True or False; silence is neither."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Appeal:
    """A party's question: a hearing ended like this; True: let more jurors look at it."""

    upheld: bool
    hearing: int


@dataclass(frozen=True, slots=True)
class Filed(Fact):
    """A case is open, and the guarantee that it is about in escrow; `amount` is 0 where it is about an offence."""

    case: int
    plaintiff: str
    defendant: str
    statement: Statement
    amount: int


@dataclass(frozen=True, slots=True)
class Decided(Fact):
    """A case is final: who won it, and the guarantee if it was about one."""

    case: int
    upheld: bool
    winner: str
    amount: int
