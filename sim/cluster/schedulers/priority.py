"""The most urgent job first."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cluster.request import JobRequest
from sim.cluster.schedulers.scheduler import Rank


@dataclass(frozen=True)
class Priority:
    """Serve larger priorities first and equal ones as they come; with `preempts`, push out the least urgent."""

    preempts: bool = False
    backfill: bool = False
    spread: bool = False

    def rank(self, request: JobRequest, submitted: float) -> Rank:
        return (-request.priority, submitted, request.key)
