"""A machine, and the place it has in the cluster once somebody brings it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cluster.gpu import Gpu
from sim.cluster.link import Link
from sim.cluster.outages import Outages


@dataclass(frozen=True)
class Machine:
    """What a compute owner's computer is made of: `count` cards of one kind, behind one link."""

    gpu: Gpu
    count: int
    link: Link
    failures: Outages | None = None
    churn: Outages | None = None

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"Machine.count={self.count}; allowed: >= 1")

    @property
    def outage_rate(self) -> float:
        """Outages per second that are to be expected, of either kind."""
        return sum(1 / outages.mean_up for outages in (self.failures, self.churn) if outages)


@dataclass(frozen=True, slots=True)
class Node:
    """A machine that `owner` offers to the cluster under the name `key`."""

    key: str
    owner: str
    machine: Machine
