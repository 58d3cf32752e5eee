"""Effects on a contract's own timers and windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.effects.effect import Effect

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class Schedule(Effect):
    """Call the contract's timer `name` with `key` at time `at`; scheduling the same name and key again moves it."""

    at: float
    name: str
    key: str = ""

    def apply(self, authority: Authority) -> None:
        authority.chain.timers.call(authority.contract, self.at, self.name, self.key)


@dataclass(frozen=True, slots=True)
class Cancel(Effect):
    """Take a scheduled timer back; nothing happens when there is none."""

    name: str
    key: str = ""

    def apply(self, authority: Authority) -> None:
        authority.chain.timers.cancel(authority.contract, self.name, self.key)


@dataclass(frozen=True, slots=True)
class OpenWindow(Effect):
    """Declare a window of the asking contract: messages that need it are accepted from `opens` until before `closes`."""

    key: str
    opens: float
    closes: float

    def apply(self, authority: Authority) -> None:
        authority.chain.windows.open(f"{authority.contract}/{self.key}", self.opens, self.closes)


@dataclass(frozen=True, slots=True)
class CloseWindow(Effect):
    """Close a window before its time."""

    key: str

    def apply(self, authority: Authority) -> None:
        authority.chain.windows.close(f"{authority.contract}/{self.key}")
