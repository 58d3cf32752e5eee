"""The seam to the players: what the referee needs to know of one."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import simpy

from sim.facts import Fact, Recorded
from sim.messages.message import Pending

if TYPE_CHECKING:
    from sim.world.books import Books


class Player(Protocol):
    """An account with a life of its own."""

    account: str
    role: ClassVar[str]
    group: str
    index: int
    last_fact: int
    """The fact it acted on last: the cause of what it does next."""
    memory: Any
    behaviour: Any
    grants: frozenset[str]
    tasks: tuple[str, ...]
    """Tasks that it serves."""
    books: Books | None
    """Its own books, if it keeps any."""

    def shared(self) -> Mapping[str, Any]:
        """What its coalition shares with it."""

    def stories(self) -> Iterable[Generator[simpy.Event, Any, None]]:
        """What the player does from the beginning: its life and whatever runs beside it, each a SimPy process."""

    def hear(self, recorded: Recorded) -> None:
        """Take note of a fact that is addressed to it or that it listens for."""

    def watch(self, pending: Pending) -> None:
        """Notice a transaction in the mempool."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        """Kinds of public fact that it wants to hear."""

    @property
    def label(self) -> dict[str, Any]:
        """Role and behaviour, for the truth table that is joined after the run."""
