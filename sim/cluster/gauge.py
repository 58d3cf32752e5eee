"""Reads off who has used whose cards, and which are there."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

from sim.cluster.cluster import Cluster
from sim.cluster.row import Segment


class Gauge:
    """What held cards of a cluster, finished or still running."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._past: list[Segment] = []
        self._ends: list[float] = []

    def note(self, segment: Segment) -> None:
        """A span of the timeline is over. Spans come in the order of their ends."""
        if segment.job is not None:
            self._past.append(segment)
            self._ends.append(segment.end)

    def used(self, since: float, until: float) -> Mapping[tuple[str, str], int]:
        """GPU-milliseconds within [since, until), by (who ran jobs, whose cards they held)."""
        held: Counter[tuple[str, str]] = Counter()
        for span in (*self._past[bisect_right(self._ends, since) :], *self._cluster.running()):
            assert span.job is not None, f"{span.node} was out of service"
            seconds = min(span.end, until) - max(span.start, since)
            if seconds > 0:
                who, whose = span.job.rpartition("/")[0], span.node.rpartition("/")[0]
                held[who, whose] += round(1000 * seconds * span.gpus)
        return dict(sorted(held.items()))

    def present(self, owner: str) -> int:
        """Cards of an owner's machines that work now."""
        return self._cluster.present(owner)
