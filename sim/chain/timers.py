"""Timers: what a contract has put off until later. They run at the head of the first block at or after their time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import NamedTuple

from sim.chain.journal import Journal, Table
from sim.effects.effect import Effect


class Timer(NamedTuple):
    """One thing to do, in the name of a contract. Exactly one of `effect`, `handler` and `resume` says what."""

    at: float
    contract: str
    key: str
    effect: Effect | None = None
    handler: str | None = None
    resume: Callable[[], None] | None = None


class Timers:
    """Pending timers by contract and key; `need` tells the chain that a block is wanted at a time."""

    def __init__(self, journal: Journal, need: Callable[[float], None]) -> None:
        self._timers: Table[tuple[str, str], Timer] = Table(journal)
        self._need = need
        self._order: list[tuple[float, str, str]] = []

    def effect(self, contract: str, at: float, key: str, effect: Effect) -> None:
        """Apply an effect later, with the authority that the contract has then."""
        self._set(Timer(at, contract, key, effect=effect))

    def call(self, contract: str, at: float, handler: str, key: str) -> None:
        """Call the contract's timer `handler` with `key`."""
        self._set(Timer(at, contract, f"{handler}:{key}", handler=handler))

    def resume(self, contract: str, at: float, key: str, resume: Callable[[], None]) -> None:
        """Resume a story or a question."""
        self._set(Timer(at, contract, key, resume=resume))

    def hasten(self, contract: str, key: str, at: float) -> None:
        """Let a timer run at `at` instead."""
        self._set(self._timers[contract, key]._replace(at=at))

    def cancel(self, contract: str, handler: str, key: str) -> None:
        self._timers.pop((contract, f"{handler}:{key}"), None)

    def _set(self, timer: Timer) -> None:
        self._timers[timer.contract, timer.key] = timer
        heapq.heappush(self._order, (timer.at, timer.contract, timer.key))
        self._need(timer.at)

    def pending(self) -> tuple[Timer, ...]:
        """What has been put off and not come due yet."""
        return tuple(self._timers.values())

    def due(self, now: float) -> Timer | None:
        """The next timer due by `now`, by (time, contract, key), taken out."""
        while self._order and self._order[0][0] <= now:
            at, contract, key = heapq.heappop(self._order)
            timer = self._timers.get((contract, key))
            if timer is not None and timer.at == at:  # else: moved, cancelled or taken back since
                del self._timers[contract, key]
                return timer
        return None
