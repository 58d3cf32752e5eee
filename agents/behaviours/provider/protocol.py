"""The choices of a data provider."""

from __future__ import annotations

from typing import Protocol

from sim.lab import Examples
from sim.view import View


class ProviderBehaviour(Protocol):
    """What a data provider decides, beside what every behaviour does."""

    def offer(self, view: View, shard: Examples) -> Examples | None:
        """The data set to put on offer in the place of a shard that it holds; None: keep it."""
