"""Where transactions wait, and the order in which they leave."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator

from sim.messages.message import Transaction


class Mempool:
    """Pending transactions by sender, in nonce order. One that was sent is in the pool `latency` seconds later."""

    def __init__(self, latency: float = 0.0) -> None:
        self._latency = latency
        self._waiting: dict[str, list[Transaction]] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, transaction: Transaction) -> None:
        """Take a transaction in; a sender's transactions are kept in nonce order whenever they arrive."""
        queue = self._waiting.setdefault(transaction.sender, [])
        queue.append(transaction)
        queue.sort(key=lambda waiting: waiting.nonce)
        self._size += 1

    def pending(self, now: float = math.inf) -> tuple[Transaction, ...]:
        """All that has arrived by now and waits, by hash."""
        return tuple(sorted(self._arrived(now), key=lambda transaction: transaction.hash))

    def waits(self, now: float) -> bool:
        """Whether anything has arrived by now and waits."""
        return any(True for _ in self._arrived(now))

    def take(
        self,
        room: int,
        gas: Callable[[Transaction], int],
        now: float = math.inf,
        without: frozenset[str] = frozenset(),
    ) -> Iterator[Transaction]:
        """Transactions for one block of `room` gas, of those that arrived before `now`: the highest tip first, the smaller
        hash of equals, each sender's own in nonce order. A sender whose next one does not fit waits for the next block; the
        others go on. What arrives in the very instant of a block is too late for it, so that it ties with nobody. Hashes
        in `without` are left out, and what their senders sent later with them."""
        senders = [sender for sender in self._waiting if self._there(sender, now, without)]
        heads = [self._rank(sender) for sender in senders]
        heapq.heapify(heads)
        while heads:
            _, _, sender = heapq.heappop(heads)
            queue = self._waiting[sender]
            need = gas(queue[0])
            if need > room:
                continue
            room -= need
            self._size -= 1
            transaction = queue.pop(0)
            if not queue:
                del self._waiting[sender]
            elif self._there(sender, now, without):
                heapq.heappush(heads, self._rank(sender))
            yield transaction

    def _arrived(self, now: float) -> Iterator[Transaction]:
        return (t for queue in self._waiting.values() for t in queue if t.sent + self._latency <= now)

    def _there(self, sender: str, now: float, without: frozenset[str]) -> bool:
        first = self._waiting[sender][0]
        return first.sent + self._latency < now and first.hash not in without

    def _rank(self, sender: str) -> tuple[int, str, str]:
        first = self._waiting[sender][0]
        return -first.tip, first.hash, sender
