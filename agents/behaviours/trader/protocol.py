"""The choices of a trader."""

from __future__ import annotations

from typing import Protocol

from sim.messages.exchange import Trade
from sim.view import View


class TraderBehaviour(Protocol):
    """What a trader decides, beside what every behaviour does."""

    def trades(self, view: View) -> Trade | None:
        """The order of this step; None: none."""
