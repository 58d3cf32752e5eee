"""The seam to queueing policy.

What varies: who goes first, who may be pushed out, who may overtake. What never does: a gang starts whole or not at
all, and equal ranks are settled by submission time and key, never by who was created first.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

from sim.cluster.request import JobRequest

Rank: TypeAlias = tuple[float, float, str]


class Scheduler(Protocol):
    """Decides order alone; the cluster does the placing."""

    @property
    def preempts(self) -> bool:
        """Whether a job that finds no room may push out running jobs of lower priority."""

    @property
    def backfill(self) -> bool:
        """Whether those behind a job that finds no room may take cards that would suit it.

        Backfilling leaves no gaps, and may starve a large gang.
        """

    @property
    def spread(self) -> bool:
        """Whether a job goes to the node with the most free cards, and not to the one it fills best."""

    def rank(self, request: JobRequest, submitted: float) -> Rank:
        """Place in the queue, smallest first: (class, seconds, key)."""
