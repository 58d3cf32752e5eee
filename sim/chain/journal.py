"""The undo log: what makes a transaction all or nothing.

Everything that a contract may change (balances, tables, windows, timers) records here how to take the change back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Journal:
    """Undo steps since the last block was sealed, newest last."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], object]] = []

    def record(self, undo: Callable[[], object]) -> None:
        self._undo.append(undo)

    def mark(self) -> int:
        """A point to roll back to."""
        return len(self._undo)

    def roll_back(self, mark: int) -> None:
        """Take back everything since `mark`, newest first."""
        while len(self._undo) > mark:
            self._undo.pop()()

    def settle(self) -> None:
        """Nothing before this point can be taken back any more."""
        self._undo.clear()


class Table(MutableMapping[K, V], Generic[K, V]):
    """A contract's storage: a dictionary whose changes are journaled. Values are frozen; replace, never mutate them."""

    def __init__(self, journal: Journal) -> None:
        self._rows: dict[K, V] = {}
        self._places: dict[K, int] = {}
        """When each key came, in the order of all that ever did."""
        self._next = 0
        self._journal = journal

    def __getitem__(self, key: K) -> V:
        return self._rows[key]

    def __setitem__(self, key: K, value: V) -> None:
        rows = self._rows
        if key in rows:
            old = rows[key]
            self._journal.record(lambda: rows.__setitem__(key, old))
        else:
            self._places[key] = self._next
            self._next += 1
            self._journal.record(lambda: (rows.pop(key), self._places.pop(key)))
        rows[key] = value

    def __delitem__(self, key: K) -> None:
        # A key that returns must stand where it stood, or iteration order would tell of it. Few return, and then the rows
        # are sorted; a copy at each deletion would let providers with new data every day take the square of their number.
        old, place = self._rows.pop(key), self._places.pop(key)

        def restore() -> None:
            self._places[key] = place
            ordered = sorted([*self._rows.items(), (key, old)], key=lambda row: self._places[row[0]])
            self._rows.clear()
            self._rows.update(ordered)

        self._journal.record(restore)

    def __iter__(self) -> Iterator[K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
