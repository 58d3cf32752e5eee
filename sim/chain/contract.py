"""What a contract is: custody, order and deadlines. Judgement it asks of rules.

A contract is a dataclass of parameters. Its class says which messages it accepts (`@accepts`), which timers it sets
(`@timer`) and which rule families it asks; its storage is tables, made in `open`. A handler returns the effects it wants;
they take effect with the message or the message is refused. A process that lasts (a round, a case) is a *story*: a
generator that yields `Until`, `Judge`, `Act`, `Order`, and is resumed when that has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias, TypeVar

from sim.effects.effect import Effect
from sim.messages.message import Message
from sim.requests import Work

if TYPE_CHECKING:
    from sim.chain.host import Host

F = TypeVar("F", bound=Callable[..., Any])


class Call(NamedTuple):
    """The message being handled: who sent it, when, and its number on the record."""

    sender: str
    time: float
    fact: int


@dataclass(frozen=True, slots=True)
class Until:
    """Wait until this time."""

    at: float


@dataclass(frozen=True, slots=True)
class Judge:
    """Ask the rule in force for a family; resumed with the tuple of effects it gave, already applied (empty if refused).

    What the ruling pays comes out of `purse`, a sub-account of the contract (""= its own balance).
    """

    family: str
    view: Any
    purse: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Do something on the contract's own account; resumed with whether it took effect."""

    effects: tuple[Effect, ...]
    purse: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Order work on the contract's own account, one piece or more; resumed with the tuple of what was delivered, None for
    a piece that was not. What a delivery is paid comes out of `purse`."""

    works: tuple[Work, ...]
    purse: str = ""

    def __post_init__(self) -> None:
        if not self.works:
            raise ValueError("Order.works is empty; allowed: one piece of work or more")


Story: TypeAlias = Generator[Until | Judge | Act | Order, Any, None]


def accepts(kind: type[Message]) -> Callable[[F], F]:
    """Mark a method `(self, call, message) -> effects` as the handler of a kind of message."""

    def mark(method: F) -> F:
        method.accepts = kind  # type: ignore[attr-defined]
        return method

    return mark


def timer(name: str) -> Callable[[F], F]:
    """Mark a method `(self, key) -> effects` as what happens when the timer `name` runs out."""

    def mark(method: F) -> F:
        method.timer = name  # type: ignore[attr-defined]
        return method

    return mark


class Contract:
    """Base of all contracts."""

    asks: ClassVar[tuple[str, ...]] = ()
    """Rule families that this contract asks; composition fails without a rule for each."""
    may_ask: ClassVar[tuple[str, ...]] = ()
    """Families that it asks where a rule is given."""
    relies_on: ClassVar[tuple[str, ...]] = ()
    """Fields that name other contracts which must be there."""
    hides: ClassVar[frozenset[str]] = frozenset()
    """What the rules that it asks cannot learn here."""
    powers: ClassVar[frozenset[type[Effect]]] = frozenset()
    """Reserved effects that it may use."""
    keeps_stakes: ClassVar[bool] = False
    slashers: tuple[str, ...] = ()
    """Contracts that may slash the stakes kept here."""
    begins: ClassVar[tuple[type[Message], ...]] = ()
    """Messages by which something begins that must be seen through: refused when the factory is closing."""
    host: Host

    def open(self) -> None:
        """Make the tables. Called once, before genesis."""

    def begin(self) -> Iterable[Effect]:
        """What happens at genesis, after every contract is open and the endowments are paid."""
        return ()

    def published(self) -> Mapping[str, Any]:
        """Public storage by name, for views: everything, unless a contract keeps something back."""
        return self.host.tables

    @classmethod
    @cache
    def handlers(cls) -> dict[type[Message], str]:
        """Kinds of message accepted -> name of the handling method."""
        return {method.accepts: name for name in dir(cls) if hasattr(method := getattr(cls, name), "accepts")}

    @classmethod
    @cache
    def timers(cls) -> dict[str, str]:
        """Names of timers -> name of the method."""
        return {
            method.timer: name
            for name in dir(cls)
            if isinstance(getattr(method := getattr(cls, name), "timer", 0), str)
        }
