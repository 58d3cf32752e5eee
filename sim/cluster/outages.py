"""The seam to whatever takes a node away for a while: failures and churn.

What varies: how long a node stays up and down. What never does: an outage loses all work since the last checkpoint, and
a node's outages are drawn from its own stream, whatever runs on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from numpy.random import Generator


class Outages(Protocol):
    """A renewal process of the node alone, in calendar time: idle nodes fail and leave too."""

    @property
    def mean_up(self) -> float:
        """Mean seconds between outages, infinite when unknown: what checkpoint intervals are chosen from."""

    def periods(self, draws: Generator) -> Iterator[float]:
        """Seconds up, down, up, ... from the moment the node joins. Where they end, the node stays as it is."""
