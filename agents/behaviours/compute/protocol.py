"""The choices of a compute owner."""

from __future__ import annotations

from typing import Protocol

from sim.view import View


class ComputeBehaviour(Protocol):
    """What a compute owner decides, beside what every behaviour does."""

    def brings(self, view: View, machines: int) -> int:
        """How many of its machines to bring into the cluster."""
