"""The seam to the meter: what a chain can be told about machines that it cannot see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Gauge(Protocol):
    """Readings that everybody trusts, of the world outside the chain."""

    def used(self, since: float, until: float) -> Mapping[tuple[str, str], int]:
        """GPU-milliseconds within a span of seconds, by (who ran jobs, whose cards they held)."""

    def present(self, owner: str) -> int:
        """Cards of an owner's machines that are switched on and work now."""


class NoMachines:
    """The gauge of a chain without a cluster."""

    def used(self, since: float, until: float) -> Mapping[tuple[str, str], int]:
        return {}

    def present(self, owner: str) -> int:
        return 0
