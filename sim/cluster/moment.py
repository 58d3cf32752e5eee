"""The order of things that happen at the same simulated second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from simpy import Environment, Event
from simpy.events import EventPriority

OUTAGE: Final = EventPriority(2)
DISPATCH: Final = EventPriority(3)


class Moment(Event):
    """Fires `delay` seconds from now, after every ordinary event of that second.

    Jobs that end at a second have ended before an outage of that second; and cards are handed out last, when all who
    submit at that second have done so. Else the queue would be ordered by who was created first.
    """

    def __init__(
        self, env: Environment, delay: float, order: EventPriority, action: Callable[[Event], None] | None = None
    ) -> None:
        super().__init__(env)
        self._ok = True
        self._value: Any = None
        if action is not None:
            self.callbacks.append(action)
        env.schedule(self, order, delay)
