"""The choices of a renter."""

from __future__ import annotations

from typing import Protocol

from sim.messages.compute_market import Leased, Rent
from sim.view import View


class RenterBehaviour(Protocol):
    """What a renter decides, beside what every behaviour does."""

    def needs(self, view: View) -> Rent | None:
        """What to rent now; None: nothing. Asked every hour in which it rents nothing."""

    def runs(self, view: View, leased: Leased, hours: float) -> float:
        """Hours of a reference card to run now on each of the cards of a lease, of which so many hours are left; 0: none.
        Asked when the lease begins, and every hour in which nothing of its own is running there."""
