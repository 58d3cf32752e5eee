"""The choices of a compute owner."""

from __future__ import annotations

from typing import Protocol

from sim.messages.compute_market import OfferCards
from sim.view import View


class ComputeBehaviour(Protocol):
    """What a compute owner decides, beside what every behaviour does."""

    def brings(self, view: View, machines: int) -> int:
        """How many of its machines to bring into the cluster."""

    def rents_out(self, view: View, cards: int) -> OfferCards | None:
        """What to put on the market for computing when its machines are there, with so many cards in all; None: nothing."""

    def serves_out(self, view: View) -> bool:
        """Whether to let its machines run until the last lease is over, now that it leaves."""
