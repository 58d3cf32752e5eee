"""The choices of a trader."""

from __future__ import annotations

from typing import Protocol

from sim.messages.exchange import Provide, Reclaim, Trade
from sim.view import View


class TraderBehaviour(Protocol):
    """What a trader decides, beside what every behaviour does."""

    def trades(self, view: View) -> Trade | Provide | Reclaim | None:
        """What to say to the pool in this step: an order, or liquidity put in or taken out; None: nothing."""
