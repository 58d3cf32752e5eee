"""The choices of a data provider."""

from __future__ import annotations

from typing import Protocol

from sim.lab import Examples
from sim.messages.data_market import Licence
from sim.view import View


class ProviderBehaviour(Protocol):
    """What a data provider decides, beside what every behaviour does."""

    def offer(self, view: View, shard: Examples) -> Examples | None:
        """The data set to put on offer in the place of a shard that it holds; None: keep it."""

    def licence(self, view: View, offered: Examples) -> Licence:
        """The terms on which it lists a data set, and the price that it asks today; asked where there is a data market."""

    def consents(self, view: View, data: str) -> bool:
        """Whether the data set that it has listed under this key may still be used; asked every day."""
