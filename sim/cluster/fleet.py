"""The nodes of a cluster: who is a member, who is up, who has room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from math import inf
from typing import Any, Protocol

import numpy as np
from simpy import Environment, Event, Interrupt

from sim.cluster.gpu import Gpu
from sim.cluster.host import Host
from sim.cluster.moment import OUTAGE, Moment
from sim.cluster.node import Node
from sim.cluster.outages import Outages
from sim.cluster.placement import suits, will_do
from sim.cluster.request import JobRequest
from sim.cluster.row import Segment

BLACKOUT = "outage"
"""Why a node is down that went down together with others."""


class StreamFactory(Protocol):
    """Hands out the random stream of a name; the same name always means the same stream."""

    def __call__(self, *name: str | int) -> np.random.Generator: ...


class Fleet:
    """Members and their outages. `struck` hears of a node that goes down and why, `ready` of cards that come up."""

    def __init__(
        self,
        env: Environment,
        stream_factory: StreamFactory,
        record: Callable[[Segment], None],
        struck: Callable[[Host, str], None],
        ready: Callable[[], None],
    ) -> None:
        self.env = env
        self._streams = stream_factory
        self._record = record
        self._struck = struck
        self._ready = ready
        self._hosts: dict[str, Host] = {}
        self._cards: Counter[Gpu] = Counter()

    @property
    def up(self) -> list[Host]:
        """The members that work now."""
        return [host for host in self._hosts.values() if not host.down]

    def add(self, node: Node) -> None:
        """A node joins, switched on. Raises ValueError when one of its key is there."""
        if node.key in self._hosts:
            raise ValueError(f"node {node.key!r} is in the cluster already; allowed: a new key")
        host = self._hosts[node.key] = Host(node, free=node.machine.count)
        self._cards[node.machine.gpu] += node.machine.count
        for cause, outages in (("failed", node.machine.failures), ("off", node.machine.churn)):
            if outages is not None:
                host.lives.append(self.env.process(self._live(host, cause, outages)))
        self._ready()

    def remove(self, key: str) -> None:
        """A node leaves for good. Raises ValueError when it is not there."""
        host = self._hosts.pop(key, None)
        if host is None:
            raise ValueError(f"node {key!r} is not in the cluster; allowed: {sorted(self._hosts)}")
        self._cards[host.machine.gpu] -= host.machine.count
        for life in host.lives:
            if life.is_alive:
                life.interrupt()
        self._close(host)
        self._struck(host, "left")

    @property
    def keys(self) -> tuple[str, ...]:
        """The members, up or down, sorted."""
        return tuple(sorted(self._hosts))

    def black_out(self, keys: Iterable[str], seconds: float) -> None:
        """Take members down together, whatever else keeps them down. Where two of these overlap, the later end counts."""
        for key in keys:
            host = self._hosts[key]
            host.blackouts += 1
            if BLACKOUT not in host.down:
                host.down[BLACKOUT] = self.env.now
                self._struck(host, BLACKOUT)
            host.lives.append(self.env.process(self._lit(host, seconds)))

    def close(self) -> None:
        """Put the outages that have not ended on record."""
        for host in self._hosts.values():
            self._close(host)

    def present(self, owner: str) -> int:
        """Cards of an owner's machines that work now."""
        return sum(host.machine.count for host in self.up if host.node.owner == owner)

    def could_hold(self, request: JobRequest) -> bool:
        """Whether the present members, up or down, could ever run it."""
        if request.on is not None:
            theirs: Counter[Gpu] = Counter()
            for host in self._hosts.values():
                if will_do(request, host.node):
                    theirs[host.machine.gpu] += host.machine.count
            return any(count >= request.demand.gpus for count in theirs.values())
        return any(count >= request.demand.gpus and suits(request, gpu) for gpu, count in self._cards.items())

    def _live(self, host: Host, cause: str, outages: Outages) -> Generator[Event, Any, None]:
        """The life of a node: up, down, up, ... until it leaves."""
        try:
            for up, down in outages.periods(self._streams("node", host.key, cause)):
                yield Moment(self.env, up, OUTAGE)
                host.down[cause] = self.env.now
                self._struck(host, cause)
                if down == inf:
                    return
                yield Moment(self.env, down, OUTAGE)
                self._record(self._outage(host, cause, host.down.pop(cause)))
                self._ready()
        except Interrupt:
            return

    def _lit(self, host: Host, seconds: float) -> Generator[Event, Any, None]:
        """The end of one shared outage, of which there may be several."""
        try:
            yield Moment(self.env, seconds, OUTAGE)
        except Interrupt:
            return
        host.blackouts -= 1
        if not host.blackouts:
            self._record(self._outage(host, BLACKOUT, host.down.pop(BLACKOUT)))
            self._ready()

    def _close(self, host: Host) -> None:
        for cause, since in sorted(host.down.items()):
            self._record(self._outage(host, cause, since))

    def _outage(self, host: Host, cause: str, since: float) -> Segment:
        return Segment(host.key, host.machine.count, None, since, self.env.now, cause)
