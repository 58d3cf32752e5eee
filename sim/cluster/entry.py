"""The cluster's book on one job: what it has done, what it has cost, and the attempt that is under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.random import Generator
from simpy import Event
from simpy.events import Timeout

from sim.cluster.placement import Slots
from sim.cluster.plan import Plan
from sim.cluster.power import Power
from sim.cluster.request import JobRequest
from sim.cluster.row import JobRow, Segment
from sim.cluster.schedulers.scheduler import Rank


@dataclass(frozen=True, slots=True)
class Attempt:
    """A job on hardware: where, since when, how it will go, and the alarm that ends it."""

    slots: Slots
    start: float
    plan: Plan
    alarm: Timeout

    def whole_steps(self, now: float) -> int:
        """Steps finished by now, saved or not."""
        return self.plan.whole_steps(now - self.start)

    def saved_steps(self, now: float) -> int:
        """Steps that a checkpoint has kept by now."""
        return self.plan.saved_steps(now - self.start)


@dataclass(eq=False, slots=True)
class Entry:
    """`saved` whole steps survive whatever happens next; `owed` seconds are added to the next attempt."""

    request: JobRequest
    queued: float
    rank: Rank
    ended: Event
    draws: Generator | None = None
    """Its luck with stragglers, from its first attempt on."""
    attempt: Attempt | None = None
    saved: int = 0
    owed: float = 0.0
    started: float | None = None
    nodes: tuple[str, ...] = ()
    gpu_seconds: float = 0.0
    joules: float = 0.0
    dollars: float = 0.0
    restarts: int = 0
    preemptions: int = 0

    def begin(self, attempt: Attempt) -> None:
        """Take the cards of an attempt."""
        self.attempt, self.owed = attempt, 0.0
        self.nodes = tuple(host.key for host, _ in attempt.slots)
        if self.started is None:
            self.started = attempt.start
        for host, gpus in attempt.slots:
            host.free -= gpus
            host.entries.append(self)

    def finish(self, now: float, power: Power) -> Attempt:
        """Give the cards back and be charged for them, whether or not the attempt came to its end."""
        attempt = self.attempt
        assert attempt is not None, f"job {self.request.key!r} is not running"
        self.attempt = None
        if attempt.alarm.callbacks is not None:  # else it has just rung
            attempt.alarm.callbacks.clear()
        seconds = now - attempt.start
        computing = attempt.plan.computed(seconds)
        for host, gpus in attempt.slots:
            host.free += gpus
            host.entries.remove(self)
            gpu = host.machine.gpu
            self.gpu_seconds += gpus * seconds
            self.joules += gpus * power.joules(gpu.watts, seconds - computing, computing)
            self.dollars += gpus * seconds * gpu.dollars_per_hour / 3600
        return attempt

    def record(self, attempt: Attempt, now: float, ended: str, record: Callable[[Segment], None]) -> None:
        """Show an attempt on the timeline: one segment per node."""
        for host, gpus in attempt.slots:
            record(Segment(host.key, gpus, self.request.key, attempt.start, now, ended))

    def row(self, outcome: str, reason: str, now: float) -> JobRow:
        """The bill of a job that ends now."""
        return JobRow(
            key=self.request.key,
            owner=self.request.owner,
            outcome=outcome,
            reason=reason,
            queued=self.queued,
            started=self.started,
            ended=now,
            nodes=self.nodes,
            gpu_seconds=self.gpu_seconds,
            joules=self.joules,
            dollars=self.dollars,
            restarts=self.restarts,
            preemptions=self.preemptions,
        )
