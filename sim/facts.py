"""Facts: what happened, as frozen values, each caused by an earlier one.

A fact is public unless it is addressed; an addressed fact carries the field `account` and is delivered to that account
alone (it is on the record all the same: the chain is public, delivery is a matter of attention).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of all facts."""

    addressed: ClassVar[bool] = False


class Recorded(NamedTuple):
    """A fact on the record. `subject` is the account or contract it is about, `cause` the fact before it (-1: genesis)."""

    number: int
    time: float
    block: int
    subject: str
    fact: Fact
    cause: int
