"""What the cluster reports: one row per finished job, and the segments of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class JobRow:
    """The bill of one job. Times in simulated seconds; `started` is None when it never ran.

    Lost attempts are billed: `gpu_seconds` counts cards held, and `joules` and `dollars` follow from it. Dollars are an
    outside cost for reports, not a balance. `nodes` are those of its last attempt; `outcome` is done, preempted, failed
    or cancelled, and `reason` says why it failed.
    """

    key: str
    owner: str
    outcome: str
    reason: str
    queued: float
    started: float | None
    ended: float
    nodes: tuple[str, ...]
    gpu_seconds: float
    joules: float
    dollars: float
    restarts: int
    preemptions: int


@dataclass(frozen=True, slots=True)
class Segment:
    """`gpus` cards of `node` from `start` to `end` seconds: held by `job`, or out of service when `job` is None.

    `ended` says what closed it: done, preempted, cancelled or the node's outage (failed, off, outage, left); running when
    the run was over first. For a node out of service it is that outage.
    """

    node: str
    gpus: int
    job: str | None
    start: float
    end: float
    ended: str


Row: TypeAlias = JobRow | Segment
