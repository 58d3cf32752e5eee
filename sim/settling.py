"""After the end: nothing new begins, what has begun is seen through, and everybody gets back what is kept for it.

Without it a run ends in the middle of things, and whoever does badly just before the end is never made to answer for it.
Nobody knows the end before it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sim.chain.referee import REFEREE
from sim.chain.timers import Timer
from sim.durations import DAY, HOUR

if TYPE_CHECKING:
    from sim.factory import Factory


class Settling:
    """Winds one factory up. It takes at most `settle_days`; what is not over by then stays where it is."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._latest = factory.blueprint.horizon + factory.blueprint.settle_days * DAY

    def run(self) -> None:
        """Let time pass until every story of a contract is told, then until every stake and every claim is paid out."""
        self._factory.chain.closing = True
        self._say("closing")
        self._while(self._under_way)
        self._say("wound up")
        self._while(self._owing)

    def _say(self, word: str) -> None:
        self._factory.chain.timers.call(REFEREE, self._factory.env.now, "say", word)

    def _while(self, unfinished: Callable[[], bool]) -> None:
        """An hour at least, so that what was said is heard."""
        env = self._factory.env
        while env.now < self._latest:
            env.run(until=min(env.now + HOUR, self._latest))
            if not unfinished():
                return

    def _under_way(self) -> bool:
        """Whether a contract is in the middle of something: a story goes on at a time, or a question is open until then."""
        return any(timer.resume is not None for timer in self._pending())

    def _owing(self) -> bool:
        """Whether a contract has put something off, or keeps a stake."""
        staked = self._factory.observer.staked
        return any(self._pending()) or any(staked(account) for account in self._factory.players)

    def _pending(self) -> Iterator[Timer]:
        """Interventions that are still to come keep nobody waiting."""
        return (timer for timer in self._factory.chain.timers.pending() if timer.contract != REFEREE)
