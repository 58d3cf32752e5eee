"""The trader: goes to the pool every few hours."""

from __future__ import annotations

from typing import ClassVar

from agents.behaviours.trading import STEP_DAYS
from agents.roles.role import Life, Role
from sim.durations import DAY


class Trader(Role):
    """Buys and sells what its behaviour wants, or fills the pool, step by step. It needs nobody's leave and has nothing at
    stake."""

    role: ClassVar[str] = "trader"
    registers: ClassVar[bool] = False
    sees_through: ClassVar[bool] = False
    review: ClassVar[float] = STEP_DAYS * DAY

    def live(self) -> Life:
        while self.stays():
            order = self.behaviour.trades(self.see())
            if order is not None:
                yield self.send(order)
            yield self.next(until=self.now + self.review)
        yield from self.leave()
