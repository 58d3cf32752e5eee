"""First in, first out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.cluster.request import JobRequest
from sim.cluster.schedulers.scheduler import Rank


@dataclass(frozen=True)
class Fifo:
    """Serve jobs as they come and never interrupt one. Priorities are ignored."""

    backfill: bool = False
    spread: bool = False
    preempts: ClassVar[bool] = False

    def rank(self, request: JobRequest, submitted: float) -> Rank:
        return (0, submitted, request.key)
