"""The seam to whatever takes a node away for a while: failures and churn.

What varies: how long a node stays up and down. What never does: an outage loses all work since the last checkpoint, and
a node's outages are drawn from its own stream, whatever runs on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from numpy.random import Generator


class Outages(Protocol):
    """A process of the node alone, in calendar time: idle nodes fail and leave too."""

    @property
    def mean_up(self) -> float:
        """Mean seconds between outages, infinite when unknown: what checkpoint intervals are chosen from."""

    def periods(self, draws: Generator) -> Iterator[tuple[float, float]]:
        """(seconds up, seconds down), again and again, from the moment the node joins.

        An infinite time down is the end; where the periods run out, the node stays up.
        """
