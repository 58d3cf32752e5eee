"""Where transactions wait, and the order in which they leave."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator

from sim.messages.message import Transaction


class Mempool:
    """Pending transactions by sender, in nonce order."""

    def __init__(self) -> None:
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

    def pending(self) -> tuple[Transaction, ...]:
        """All that waits, by hash."""
        return tuple(sorted((t for queue in self._waiting.values() for t in queue), key=lambda t: t.hash))

    def take(self, room: int, gas: Callable[[Transaction], int]) -> Iterator[Transaction]:
        """Transactions for one block of `room` gas: the highest tip first, the smaller hash of equals, each sender's own in
        nonce order. A sender whose next one does not fit waits for the next block; the others go on."""
        heads = [(-queue[0].tip, queue[0].hash, sender) for sender, queue in self._waiting.items()]
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
            if queue:
                heapq.heappush(heads, (-queue[0].tip, queue[0].hash, sender))
            else:
                del self._waiting[sender]
            yield transaction
