"""Windows: spans of time in which a contract accepts something."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.chain.journal import Journal, Table


@dataclass(frozen=True, slots=True)
class Window:
    """Open from `opens` until before `closes`, both in seconds."""

    opens: float
    closes: float

    def is_open(self, now: float) -> bool:
        return self.opens <= now < self.closes


class Open:
    """A window has opened: what a role is told when it waits for one."""


class Shut:
    """A window is closed, or was never declared: what a role is told when it waits for one."""


class Windows:
    """All windows by key, `<contract>/<name>`."""

    def __init__(self, journal: Journal) -> None:
        self._windows: Table[str, Window] = Table(journal)
        self._now = 0.0

    def advance(self, now: float) -> None:
        """Windows are judged by the clock of the block being made."""
        self._now = now

    def open(self, key: str, opens: float, closes: float) -> None:
        """Declare a window. Raises ValueError when it would close before it opens."""
        if closes <= opens:
            raise ValueError(f"window {key}: closes={closes}; allowed: after opens={opens}")
        self._windows[key] = Window(opens, closes)

    def close(self, key: str) -> None:
        """Close a window now, if it is still to come or open."""
        if key in self._windows and self._windows[key].closes > self._now:
            self._windows[key] = replace(self._windows[key], closes=self._now)

    def get(self, key: str) -> Window | None:
        return self._windows.get(key)

    def is_open(self, key: str) -> bool:
        window = self._windows.get(key)
        return window is not None and window.is_open(self._now)
