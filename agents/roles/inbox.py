"""Where facts wait for a role that is busy, and a role for facts."""

from __future__ import annotations

import simpy

from sim.facts import Fact, Recorded


class Inbox:
    """Facts that were heard and not taken up yet, oldest first, and at most one story that waits for the next."""

    __slots__ = ("_awaited", "_env", "_kinds", "_waiting")

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env
        self._waiting: list[Recorded] = []
        self._kinds: tuple[type[Fact], ...] = ()
        self._awaited: simpy.Event | None = None

    def take(self, kinds: tuple[type[Fact], ...]) -> Recorded | None:
        """The oldest fact of these kinds, taken out; None when there is none."""
        for place, recorded in enumerate(self._waiting):
            if isinstance(recorded.fact, kinds):
                return self._waiting.pop(place)
        return None

    def wait(self, kinds: tuple[type[Fact], ...], until: float | None) -> simpy.Event:
        """An event that fires with the next fact of these kinds, or with None at `until`."""
        self._kinds, self._awaited = kinds, self._env.event()
        if until is not None:
            awaited = self._awaited
            self._env.timeout(max(until - self._env.now, 0.0)).callbacks.append(lambda _: self._give_up(awaited))
        return self._awaited

    def put(self, recorded: Recorded) -> bool:
        """Hand a fact to the story that waits for it, or keep it. Says whether the story has it."""
        if self._awaited is None or not isinstance(recorded.fact, self._kinds):
            self._waiting.append(recorded)
            return False
        awaited, self._awaited = self._awaited, None
        awaited.succeed(recorded.fact)
        return True

    def _give_up(self, awaited: simpy.Event) -> None:
        # A fact of the same instant that came first has fired the event; one that comes later is kept for the next time.
        if not awaited.triggered:
            self._awaited = None
            awaited.succeed(None)
