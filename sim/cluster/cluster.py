"""The cluster: performs jobs in simulated seconds and at simulated cost, and opens their tickets at the end.

It knows nodes, queues and bills; it knows no token, no agent and no training. What a job computes is fixed when it is
submitted: whatever happens here moves only the second at which it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from simpy import Environment, Event

from sim.cluster.entry import Attempt, Entry
from sim.cluster.fleet import Fleet, StreamFactory
from sim.cluster.host import Host
from sim.cluster.node import Node
from sim.cluster.placement import Slots
from sim.cluster.planning import plan_attempt
from sim.cluster.profile import Profile
from sim.cluster.request import JobRequest
from sim.cluster.row import Row, Segment
from sim.cluster.waiting_line import WaitingLine, by_rank
from sim.jobs import Cancelled, Done, Failed, Outcome, Preempted


class Cluster:
    """Nodes that come and go, and one queue of jobs over all of them."""

    def __init__(
        self, env: Environment, profile: Profile, stream_factory: StreamFactory, record: Callable[[Row], None]
    ) -> None:
        self.env = env
        self.profile = profile
        self._streams = stream_factory
        self._record = record
        self._jobs: dict[str, Entry] = {}
        self._line = WaitingLine(env, profile.scheduler, lambda: self._fleet.up, self._start, self._evict)
        self._fleet = Fleet(env, stream_factory, record, self._strike, self._line.dispatch_soon)

    def add(self, node: Node) -> None:
        """A node joins, switched on. Raises ValueError when one of its key is there."""
        self._fleet.add(node)

    def remove(self, key: str) -> None:
        """A node leaves for good; its jobs restart elsewhere, and those that nothing else can hold fail.

        Raises ValueError when it is not there.
        """
        self._fleet.remove(key)
        for entry in [entry for entry in self._line if not self._fleet.could_hold(entry.request)]:
            self._line.leave(entry)
            self._refuse(entry)

    def run(self, request: JobRequest) -> Event:
        """Queue a job. The event fires once, with its `Outcome`: at once as `Failed` when no node could ever hold it.

        Raises ValueError when a job of its key has not ended yet.
        """
        if request.key in self._jobs:
            raise ValueError(f"job {request.key!r} is in the cluster already; allowed: a new key")
        rank = self.profile.scheduler.rank(request, self.env.now)
        entry = self._jobs[request.key] = Entry(request, self.env.now, rank, self.env.event())
        if self._fleet.could_hold(request):
            self._line.join(entry)
        else:
            self._refuse(entry)
        return entry.ended

    def cancel(self, key: str) -> None:
        """Withdraw a job that is queued or running. Does nothing once it has ended: its submitter may not know."""
        if entry := self._jobs.get(key):
            self._withdraw(entry, "cancelled")
            self._end(entry, Cancelled(), "cancelled")

    def truncate(self, key: str) -> None:
        """End a job now as `Preempted`, with the whole steps it has done. Does nothing once it has ended."""
        if entry := self._jobs.get(key):
            self._withdraw(entry, "preempted")
            self._end(entry, Preempted(entry.saved), "preempted")

    @property
    def nodes(self) -> tuple[str, ...]:
        """Keys of the nodes that are there, up or down, sorted."""
        return self._fleet.keys

    def black_out(self, keys: Iterable[str], seconds: float) -> None:
        """Let nodes go down at the same moment, and come back together."""
        self._fleet.black_out(keys, seconds)

    def present(self, owner: str) -> int:
        """Cards of an owner's machines that are switched on and work now."""
        return self._fleet.present(owner)

    def running(self) -> tuple[Segment, ...]:
        """What holds cards now, so far: segments whose end is this second."""
        held = [entry for entry in sorted(self._jobs.values(), key=by_rank) if entry.attempt is not None]
        return tuple(
            Segment(host.key, gpus, entry.request.key, entry.attempt.start, self.env.now, "running")
            for entry in held
            if entry.attempt is not None
            for host, gpus in entry.attempt.slots
        )

    def close(self) -> None:
        """Put on record what is still under way when the run is over: cards held, nodes down. No job ends by it."""
        for entry in sorted(self._jobs.values(), key=by_rank):
            if entry.attempt is not None:
                entry.record(entry.attempt, self.env.now, "running", self._record)
        self._fleet.close()

    def _start(self, entry: Entry, slots: Slots) -> None:
        slowdown, stragglers = 1.0, self.profile.stragglers
        if stragglers.sigma:
            if entry.draws is None:
                entry.draws = self._streams("job", entry.request.key, "stragglers")
            slowdown = stragglers.slowdown(entry.draws, len(slots))
        plan = plan_attempt(entry, slots, self.profile, slowdown)
        alarm = self.env.timeout(plan.seconds, entry)
        alarm.callbacks.append(self._finish)
        entry.begin(Attempt(slots, self.env.now, plan, alarm))

    def _finish(self, alarm: Event) -> None:
        entry = cast(Entry, alarm.value)
        self._stop(entry, "done")
        ticket = entry.request.ticket
        ticket.unseal()
        self._end(entry, Done(ticket.open()), "done")

    def _stop(self, entry: Entry, ended: str) -> None:
        """Take a job off its cards and charge it for them."""
        attempt = entry.finish(self.env.now, self.profile.power)
        entry.record(attempt, self.env.now, ended, self._record)
        self._line.dispatch_soon()

    def _withdraw(self, entry: Entry, ended: str) -> None:
        if entry.attempt is None:
            self._line.leave(entry)
        else:
            entry.saved += entry.attempt.whole_steps(self.env.now)
            self._stop(entry, ended)

    def _evict(self, entry: Entry) -> None:
        """Push a running job out in good order: its whole steps are kept, and the saving is added to its next attempt."""
        kept = entry.saved
        self._withdraw(entry, "preempted")
        entry.preemptions += 1
        if not entry.request.waits:
            self._end(entry, Preempted(entry.saved), "preempted")
            return
        checkpoint = entry.request.checkpoint or self.profile.checkpoint
        entry.owed = checkpoint.cost if entry.saved > kept else 0.0
        self._line.join(entry)

    def _strike(self, host: Host, cause: str) -> None:
        """Every job on this node falls back to its last checkpoint, and starts again if it may."""
        for entry in sorted(host.entries, key=by_rank):
            assert entry.attempt is not None, f"job {entry.request.key!r} is not running"
            entry.saved += entry.attempt.saved_steps(self.env.now)
            self._stop(entry, cause)
            if entry.restarts == entry.request.max_restarts:
                self._fail(entry, f"node {host.key} {cause}; {entry.restarts} restarts used up")
            elif not self._fleet.could_hold(entry.request):
                self._refuse(entry)
            else:
                entry.restarts += 1
                self._line.join(entry)

    def _refuse(self, entry: Entry) -> None:
        demand = entry.request.demand
        kind = f"{entry.request.gpu or 'GPU'} with {demand.memory_gb:g} GB"
        whose = "" if entry.request.on is None else f" of {entry.request.on}"
        self._fail(entry, f"no node{whose} has {demand.gpus} x {kind}")

    def _fail(self, entry: Entry, reason: str) -> None:
        self._end(entry, Failed(reason), "failed", reason)

    def _end(self, entry: Entry, outcome: Outcome, name: str, reason: str = "") -> None:
        del self._jobs[entry.request.key]
        self._record(entry.row(name, reason, self.env.now))
        entry.ended.succeed(outcome)
