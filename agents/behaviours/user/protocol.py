"""The choices of a user, which may be a crowd."""

from __future__ import annotations

from typing import Protocol

from sim.view import View
from sim.world.demand import Counts, Crowd, Offer


class UserBehaviour(Protocol):
    """What a user decides, beside what every behaviour does."""

    def people(self, view: View) -> Crowd:
        """Who it is: one person or many. Asked once."""

    def comes(self, view: View, crowd: Crowd) -> float:
        """When it looks at the market next, in seconds. Asked at the beginning, and after each visit."""

    def wants(self, view: View, offers: tuple[Offer, ...], crowd: Crowd, since: float) -> Counts:
        """(people, offers + 2): requests of each person since `since` (seconds) to each offer, to the rival, to nobody."""

    def checks(self, view: View, version: int, bought: int, checked: int) -> int:
        """How many more answers of a version to check and report on; `bought` and `checked` count all so far."""

    def states(self, view: View, version: int, tried: int, succeeded: int) -> int:
        """How many of `tried` answers to call right; `succeeded` of them were."""
