"""Quantities whose past can be asked for, block by block."""

from __future__ import annotations

from bisect import bisect_right

from sim.chain.host import Host
from sim.chain.journal import Table


class Checkpoints:
    """Whole numbers by account, each with its history: the value that stood at the end of any block that is over.

    As votes are kept by Compound (2020) and OpenZeppelin's Votes: one entry for each block in which a value changed.
    """

    def __init__(self, host: Host, name: str) -> None:
        self._host = host
        self.history: Table[str, tuple[tuple[int, int], ...]] = host.table(name)
        """account -> (block, value) pairs, oldest first."""

    def now(self, account: str) -> int:
        """The value of this moment, in the middle of a block."""
        history = self.history.get(account, ())
        return history[-1][1] if history else 0

    def at(self, account: str, block: int) -> int:
        """The value at the end of `block`. Raises ValueError for a block that is not over: its end may still change."""
        if block >= self._host.block:
            raise ValueError(f"block={block}; allowed: below {self._host.block}, the block being made")
        history = self.history.get(account, ())
        place = bisect_right(history, block, key=lambda pair: pair[0])
        return history[place - 1][1] if place else 0

    def add(self, account: str, change: int) -> int:
        """Change a value now; returns the new one. Two changes in one block leave one entry."""
        history, block = self.history.get(account, ()), self._host.block
        value = self.now(account) + change
        earlier = history[:-1] if history and history[-1][0] == block else history
        self.history[account] = (*earlier, (block, value))
        return value
