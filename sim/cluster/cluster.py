"""The cluster: performs jobs in simulated seconds and at simulated cost, and opens their tickets at the end.

It knows nodes, queues and bills; it knows no token, no agent and no training. What a job computes is fixed when it is
submitted: whatever happens here moves only the second at which it ends.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Generator
from typing import Any, Protocol, cast

import numpy as np
from simpy import Environment, Event, Interrupt

from sim.cluster.all_reduce import ring_all_reduce
from sim.cluster.entry import Attempt, Entry, segments
from sim.cluster.gpu import Gpu
from sim.cluster.host import Host
from sim.cluster.moment import DISPATCH, OUTAGE, Moment
from sim.cluster.node import Node
from sim.cluster.outages import Outages
from sim.cluster.placement import Slots, place, suits
from sim.cluster.plan import Plan
from sim.cluster.profile import Profile
from sim.cluster.request import JobRequest
from sim.cluster.row import Row, Segment
from sim.jobs import Cancelled, Done, Failed, Outcome, Preempted


class StreamFactory(Protocol):
    """Hands out the random stream of a name; the same name always means the same stream."""

    def __call__(self, *name: str | int) -> np.random.Generator: ...


class Cluster:
    """Nodes that come and go, and one queue of jobs over all of them."""

    def __init__(
        self, env: Environment, profile: Profile, stream_factory: StreamFactory, record: Callable[[Row], None]
    ) -> None:
        self.env = env
        self.profile = profile
        self._streams = stream_factory
        self._record = record
        self._hosts: dict[str, Host] = {}
        self._cards: Counter[Gpu] = Counter()
        self._jobs: dict[str, Entry] = {}
        self._queue: list[Entry] = []
        self._dispatching = False

    def add(self, node: Node) -> None:
        """A node joins, switched on. Raises ValueError when one of its name is there."""
        if node.key in self._hosts:
            raise ValueError(f"node {node.key!r} is in the cluster already; allowed: a new key")
        host = self._hosts[node.key] = Host(node, free=node.machine.count)
        self._cards[node.machine.gpu] += node.machine.count
        for cause, outages in (("failed", node.machine.failures), ("off", node.machine.churn)):
            if outages is not None:
                host.lives.append(self.env.process(self._live(host, cause, outages)))
        self._dispatch_soon()

    def remove(self, key: str) -> None:
        """A node leaves for good; its jobs restart elsewhere, or fail where nothing else can hold them."""
        host = self._hosts.pop(key, None)
        if host is None:
            raise ValueError(f"node {key!r} is not in the cluster; present: {sorted(self._hosts)}")
        self._cards[host.machine.gpu] -= host.machine.count
        for life in host.lives:
            life.interrupt()
        self._strike(host, "left")
        for entry in [entry for entry in self._queue if not self._can_hold(entry.request)]:
            self._queue.remove(entry)
            self._give_up(entry)

    def run(self, request: JobRequest) -> Event:
        """Queue a job. The event fires once, with its `Outcome`: at once as `Failed` when no node could ever hold it.

        Raises ValueError when a job of its key has not ended yet.
        """
        if request.key in self._jobs:
            raise ValueError(f"job {request.key!r} is in the cluster already; allowed: a new key")
        rank = self.profile.scheduler.rank(request, self.env.now)
        entry = self._jobs[request.key] = Entry(request, self.env.now, rank, self.env.event())
        if self._can_hold(request):
            self._enqueue(entry)
        else:
            self._give_up(entry)
        return entry.ended

    def cancel(self, key: str) -> None:
        """Withdraw a job that is queued or running. Nothing happens when it has ended: its submitter may not know."""
        entry = self._jobs.get(key)
        if entry is None:
            return
        if entry.attempt is None:
            self._queue.remove(entry)
        else:
            self._stop(entry, "cancelled")
        self._end(entry, Cancelled(), "cancelled")

    def truncate(self, key: str) -> None:
        """End a job now with the whole steps that it has done, as `Preempted`; nothing happens when it has ended."""
        entry = self._jobs.get(key)
        if entry is None:
            return
        if entry.attempt is None:
            self._queue.remove(entry)
        else:
            self._pause(entry)
        self._end(entry, Preempted(entry.saved), "preempted")

    # Dispatch: who runs next, and where.

    def _enqueue(self, entry: Entry) -> None:
        insort(self._queue, entry, key=_rank)
        self._dispatch_soon()

    def _dispatch_soon(self) -> None:
        if self._queue and not self._dispatching:
            self._dispatching = True
            Moment(self.env, 0, DISPATCH, self._dispatch)

    def _dispatch(self, _: Event) -> None:
        self._dispatching = False
        position = 0
        while position < len(self._queue):
            entry = self._queue[position]
            slots = place(entry.request, self._hosts.values(), {})
            if slots is None and self.profile.scheduler.preempts:
                slots = self._make_room(entry)
            if slots is not None:
                del self._queue[position]
                self._start(entry, slots)
            elif self.profile.scheduler.backfill:
                position += 1
            else:
                return

    def _make_room(self, entry: Entry) -> Slots | None:
        """Push out as few less urgent jobs as will do, the least urgent and latest started first."""
        return None

    def _start(self, entry: Entry, slots: Slots) -> None:
        plan = self._plan(entry, slots)
        for host, gpus in slots:
            host.free -= gpus
            host.entries.append(entry)
        alarm = self.env.timeout(plan.seconds, entry)
        alarm.callbacks.append(self._finish)
        entry.attempt = Attempt(slots, self.env.now, plan, alarm)
        entry.nodes = tuple(host.key for host, _ in slots)
        if entry.started is None:
            entry.started = self.env.now

    def _plan(self, entry: Entry, slots: Slots) -> Plan:
        """The attempt that would finish the job on these cards, unless something comes between."""
        demand, profile = entry.request.demand, self.profile
        machines = [host.machine for host, _ in slots]
        checkpoint = entry.request.checkpoint or profile.checkpoint
        peak = 1e12 * min(machine.gpu.teraflops for machine in machines)
        step = demand.flops_per_step / (demand.gpus * peak * demand.utilisation)
        if profile.stragglers.sigma:
            step *= profile.stragglers.slowdown(self._streams("job", entry.request.key, "stragglers"), len(slots))
        step += ring_all_reduce([machine.link for machine in machines], demand.exchange_bytes)
        download = max(machine.link.transfer(demand.download_bytes) for machine in machines)
        return Plan(
            setup=entry.owed + checkpoint.restore if entry.saved else download,
            steps=demand.steps - entry.saved,
            step=step,
            every=checkpoint.every(step, sum(machine.outage_rate for machine in machines)),
            cost=checkpoint.cost,
            upload=machines[0].link.transfer(demand.upload_bytes),
        )

    # Ends: of an attempt, of a job.

    def _finish(self, alarm: Event) -> None:
        entry = cast(Entry, alarm.value)
        self._stop(entry, "done")
        ticket = entry.request.ticket
        ticket.unseal()
        self._end(entry, Done(ticket.open()), "done")

    def _stop(self, entry: Entry, ended: str) -> Attempt:
        """Take a job off its cards and charge it for them."""
        attempt = entry.attempt
        assert attempt is not None, f"job {entry.request.key!r} is not running"
        entry.attempt = None
        if attempt.alarm.callbacks is not None:
            attempt.alarm.callbacks.clear()
        entry.bill(attempt, self.env.now, self.profile.power)
        for host, gpus in attempt.slots:
            host.free += gpus
            host.entries.remove(entry)
        for segment in segments(entry, attempt, self.env.now, ended):
            self._record(segment)
        self._dispatch_soon()
        return attempt

    def _pause(self, entry: Entry) -> None:
        """Stop a running job in good order, so that its whole steps are kept."""
        attempt = self._stop(entry, "preempted")
        entry.saved += attempt.plan.whole_steps(self.env.now - attempt.start)

    def _end(self, entry: Entry, outcome: Outcome, name: str, reason: str = "") -> None:
        del self._jobs[entry.request.key]
        self._record(entry.row(name, reason, self.env.now))
        entry.ended.succeed(outcome)

    def _fail(self, entry: Entry, reason: str) -> None:
        self._end(entry, Failed(reason), "failed", reason)

    def _give_up(self, entry: Entry) -> None:
        request = entry.request
        kind = request.gpu or "any"
        self._fail(entry, f"no nodes hold {request.demand.gpus} x {kind} with {request.demand.memory_gb} GB")

    def _can_hold(self, request: JobRequest) -> bool:
        """Whether the present members, up or down, could ever run it."""
        return any(count >= request.demand.gpus and suits(request, gpu) for gpu, count in self._cards.items())

    # Outages: of one node, whatever runs on it.

    def _live(self, host: Host, cause: str, outages: Outages) -> Generator[Event, Any, None]:
        """The life of a node: up, down, up, ... until its periods end or it leaves."""
        periods = outages.periods(self._streams("node", host.key, cause))
        try:
            for up in periods:
                yield Moment(self.env, up, OUTAGE)
                down_since = self.env.now
                host.down.add(cause)
                self._strike(host, cause)
                for down in periods:
                    yield Moment(self.env, down, OUTAGE)
                    break
                else:
                    return
                host.down.remove(cause)
                self._record(Segment(host.key, host.machine.count, None, down_since, self.env.now, cause))
                self._dispatch_soon()
        except Interrupt:
            return

    def _strike(self, host: Host, cause: str) -> None:
        """Every job on this node falls back to its last checkpoint, and starts again if it may."""
        for entry in sorted(host.entries, key=_rank):
            attempt = self._stop(entry, cause)
            entry.saved += attempt.plan.saved_steps(self.env.now - attempt.start)
            entry.owed = 0.0
            if entry.restarts == entry.request.max_restarts:
                self._fail(entry, f"node {host.key} {cause}; {entry.restarts} restarts used up")
            elif not self._can_hold(entry.request):
                self._give_up(entry)
            else:
                entry.restarts += 1
                self._enqueue(entry)


def _rank(entry: Entry) -> tuple[float, float, str]:
    return entry.rank
