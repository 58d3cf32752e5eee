"""A cluster small enough to follow by hand: one kind of card that does one teraflop, so that work is told in seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from simpy import Environment

from sim.cluster.checkpoint import Checkpoint
from sim.cluster.cluster import Cluster
from sim.cluster.demand import Demand
from sim.cluster.gpu import Gpu
from sim.cluster.link import Link
from sim.cluster.node import Machine, Node
from sim.cluster.power import Power
from sim.cluster.profile import Profile
from sim.cluster.request import JobRequest
from sim.cluster.row import JobRow, Row, Segment
from sim.cluster.schedulers.fifo import Fifo
from sim.cluster.schedulers.scheduler import Scheduler
from sim.cluster.stragglers import Stragglers
from sim.jobs import Cancelled, Done, Failed, Outcome, Preempted, Training
from sim.lab import Ticket
from sim.streams import Streams

CARD = Gpu("card", teraflops=1, memory_gb=16, bandwidth_tbps=1, watts=100, dollars_per_hour=3.6)
IN_ORDER = Fifo()
NO_STRAGGLERS = Stragglers(sigma=0)
NO_CHECKPOINT = Checkpoint(cost=0, restore=0, interval=float("inf"))
AT_ONCE = Link(latency=0, bandwidth=float("inf"))


class Site:
    """Submit and disturb at literal times, run, and read `log`: (time, job or event, what happened)."""

    def __init__(
        self,
        scheduler: Scheduler = IN_ORDER,
        stragglers: Stragglers = NO_STRAGGLERS,
        checkpoint: Checkpoint = NO_CHECKPOINT,
        seed: int = 0,
    ) -> None:
        self.env = Environment()
        self.rows: list[Row] = []
        self.log: list[tuple[float, str, str]] = []
        self.outcomes: dict[str, Outcome] = {}
        profile = Profile(scheduler, stragglers, checkpoint, Power(idle=0.1, busy=1, pue=1.2))
        self.cluster = Cluster(self.env, profile, Streams(seed).of, self.rows.append)

    def node(self, key: str, count: int = 1, gpu: Gpu = CARD, link: Link = AT_ONCE, **outages: Any) -> None:
        self.cluster.add(Node(key, f"owner of {key}", Machine(gpu, count, link, **outages)))

    def submit(self, at: float, key: str, seconds: int = 10, gpus: int = 1, **more: Any) -> None:
        """A job of `seconds` steps of one second each on `gpus` cards, `at` a simulated second."""
        demand = Demand(flops=seconds * gpus * 1e12, steps=seconds, gpus=gpus, **more.pop("demand", {}))
        ticket = Ticket(Training("m", "s", "d", (0,), seconds), compute=lambda _: np.full(1, seconds, np.float32))
        request = JobRequest(key, f"{key}'s owner", ticket, more.pop("demanding", demand), **more)

        def submitter() -> Any:
            yield self.env.timeout(at)
            outcome = yield self.cluster.run(request)
            assert key not in self.outcomes, "one request, one outcome"
            self.outcomes[key] = outcome
            self.log.append((self.env.now, key, _told(outcome)))

        self.env.process(submitter())

    def at(self, second: float, action: Callable[..., None], *arguments: Any) -> None:
        self.env.timeout(second).callbacks.append(lambda _: action(*arguments))

    def run(self, until: float | None = None) -> list[tuple[float, str, str]]:
        self.env.run(until)
        return self.log

    @property
    def jobs(self) -> dict[str, JobRow]:
        return {row.key: row for row in self.rows if isinstance(row, JobRow)}

    @property
    def timeline(self) -> list[tuple[str, int, str | None, float, float, str]]:
        return [
            (row.node, row.gpus, row.job, row.start, row.end, row.ended)
            for row in self.rows
            if isinstance(row, Segment)
        ]


def _told(outcome: Outcome) -> str:
    match outcome:
        case Done(result):
            return f"done {result[0]:g}"  # type: ignore[index]
        case Preempted(steps):
            return f"preempted after {steps}"
        case Failed(reason):
            return f"failed: {reason}"
        case Cancelled():
            return "cancelled"


@pytest.fixture(scope="session")
def new_site() -> type[Site]:
    return Site


@pytest.fixture
def site() -> Site:
    return Site()
