"""How a candidate gets the stake that it comes with: it says that it comes, and buys it on the pool, a part a day."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import simpy

from agents.behaviours.slowly import FORTNIGHT, instalment
from agents.behaviours.trading import POOL
from agents.business import Business
from sim.chain.ledger import Ledger
from sim.durations import DAY, HOUR
from sim.messages.message import Receipt
from sim.messages.registry import Announce
from sim.money import part

if TYPE_CHECKING:
    from agents.roles.role import Role

POOL_KEEPS = 0.01
"""Part of a purchase that is offered for the pool's fee; what it buys beyond is not bought tomorrow."""
PATIENCE = FORTNIGHT / 2
"""Seconds after the day on which it should have its bond; who has not got it by then thinks again."""


@dataclass
class Bond:
    """The stake of one who is not inside yet; its books buy and sell what is said here."""

    role: Role
    terms: Business
    due: float | None = None
    """When all of it is to be bought, in seconds; None: it is not on its way in."""
    sold_by: float = 0.0
    """When what it had bought is sold again, after it has changed its mind, in seconds."""

    @property
    def in_hand(self) -> bool:
        """Whether its wallet holds the stake."""
        return self._held() >= self.role.stake

    def gather(self) -> Generator[simpy.Event, Any, bool]:
        """Announce that it comes, and wait while the bond is bought; False when nobody may come any more."""
        role = self.role
        receipt: Receipt = yield role.send(Announce(role.role))
        if not receipt.accepted:
            return False
        self.due = role.now + self.terms.entry_days * DAY
        while not self.in_hand and role.now < self.due + PATIENCE and not role.factory.chain.closing:
            yield role.next(until=role.now + HOUR)
        return True

    def give_up(self) -> None:
        """It does not come after all."""
        if self.due is not None:
            self.due, self.sold_by = None, self.role.now + self.terms.exit_days * DAY

    def offer(self) -> int:
        """Base units of dollars that buy today's part of what is missing, and of what it needs for fees."""
        if self.due is None or self.role.factory.chain.closing:
            return 0
        missing = max(self.role.stake + self.terms.gas - self._held(), 0)
        return asked(self.role.factory.chain.ledger, instalment(missing, self.role.now, self.due, DAY))

    def kept(self, beyond: int) -> int:
        """Base units of what it has beyond its fees that it does not sell today: all on its way in, and less every day once
        it has changed its mind."""
        if self.due is not None and not self.role.factory.chain.closing:
            return beyond
        return beyond - instalment(max(beyond, 0), self.role.now, self.sold_by, DAY)

    def _held(self) -> int:
        return self.role.factory.chain.ledger.balance(self.role.account)


def asked(ledger: Ledger, wanted: int) -> int:
    """Base units of dollars for so many of token: what a constant product asks, and a little more for the pool's fee."""
    tokens, dollars = ledger.balance(POOL), ledger.balance(POOL, "usd")
    return part(wanted * dollars // (tokens - wanted), 1 + POOL_KEEPS) if tokens > wanted else 0
