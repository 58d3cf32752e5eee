"""The cluster's book on one job: what it has done, what it has cost, and the attempt that is under way."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(eq=False, slots=True)
class Entry:
    """`saved` whole steps survive whatever happens next; `owed` seconds are added to the next attempt."""

    request: JobRequest
    queued: float
    rank: Rank
    ended: Event
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

    def bill(self, attempt: Attempt, now: float, power: Power) -> None:
        """Charge the cards of an attempt that ends now."""
        seconds = now - attempt.start
        computing = attempt.plan.computed(seconds)
        for host, gpus in attempt.slots:
            gpu = host.machine.gpu
            self.gpu_seconds += gpus * seconds
            self.joules += gpus * power.joules(gpu.watts, seconds - computing, computing)
            self.dollars += gpus * seconds * gpu.dollars_per_hour / 3600

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


def segments(entry: Entry, attempt: Attempt, now: float, ended: str) -> list[Segment]:
    """An attempt that ends now, as the timeline shows it: one segment per node."""
    return [Segment(host.key, gpus, entry.request.key, attempt.start, now, ended) for host, gpus in attempt.slots]
