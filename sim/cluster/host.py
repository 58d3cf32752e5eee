"""A node while it is in the cluster: what is free, what is broken, who is on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simpy import Process

from sim.cluster.node import Machine, Node

if TYPE_CHECKING:
    from sim.cluster.entry import Entry


@dataclass(eq=False, slots=True)
class Host:
    """Books of one node: cards `free`, outages by cause that keep it `down` since a second, and the jobs it runs."""

    node: Node
    free: int
    down: dict[str, float] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    lives: list[Process] = field(default_factory=list)
    blackouts: int = 0
    """Outages that it shares with other nodes and that have not ended."""

    @property
    def key(self) -> str:
        return self.node.key

    @property
    def machine(self) -> Machine:
        return self.node.machine
