"""Effects that are words: the contract that asked hears them and acts; the record keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.effects.effect import Effect
from sim.messages.court import COURT, Accuse, Statement

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class Judgement(Effect):
    """An effect that changes nothing by itself: its meaning is up to the contract that asked for it."""

    def apply(self, authority: Authority) -> None:
        """The ruling that carries it is on the record; there is nothing else to do."""


@dataclass(frozen=True, slots=True)
class Assign(Judgement):
    """Give `task` to `account`, at `price` base units (0: no price was agreed)."""

    account: str
    task: str
    price: int = 0


@dataclass(frozen=True, slots=True)
class Accept(Judgement):
    """What `account` submitted counts."""

    account: str


@dataclass(frozen=True, slots=True)
class Reject(Judgement):
    """What `account` submitted does not count; `fault`: it broke the rules, and may cost a stake."""

    account: str
    reason: str
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Publish(Judgement):
    """Make a result known: scores by account, a parameter vector, a price."""

    what: str
    value: Any


@dataclass(frozen=True, slots=True)
class Verdict(Judgement):
    """The outcome of a dispute; while `appealable`, what depends on it stays in escrow."""

    upheld: bool
    appealable: bool = False


@dataclass(frozen=True, slots=True)
class OpenDispute(Effect):
    """Accuse `account` before a court, in the asking contract's name: it broke the rules if `claim` is true."""

    account: str
    claim: Statement
    court: str = COURT

    def apply(self, authority: Authority) -> None:
        authority.chain.handle(authority.contract, self.court, Accuse(self.account, self.claim), authority.cause)
