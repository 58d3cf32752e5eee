"""What it costs to average a vector over several nodes."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cluster.link import Link


def ring_all_reduce(links: Sequence[Link], size: float) -> float:
    """Seconds in which nodes behind `links` sum `size` bytes around a ring.

    2 (N - 1) a + 2 (N - 1) / N * M / b with the worst latency a and the narrowest bandwidth b of the ring, since every
    chunk passes every hop: Patarasuk and Yuan, Bandwidth optimal all-reduce algorithms for clusters of
    workstations, 2009. Zero for one node: traffic inside a node is taken to hide behind the computation.
    """
    nodes = len(links)
    if nodes < 2 or size == 0:
        return 0.0
    latency = max(link.latency for link in links)
    bandwidth = min(link.bandwidth for link in links)
    return 2 * (nodes - 1) * latency + 2 * (nodes - 1) / nodes * 8 * size / bandwidth
