"""Which rows a stack of local SGDs sees: those of `batches`, drawn for all of them in one call where numba loads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Training
from sim.training.batches import batches

Given = Sequence[tuple[Training, int]]
Plan = NDArray[np.int64]


def draw(jobs: Given, plan: Plan) -> None:
    """Fills in `plan` (K, steps, batch), in C order, the rows of each job, counted from the number beside it; what lies
    beyond a job's own steps stays as it is."""
    quick = _kernel()
    slow = [place for place, (job, _) in enumerate(jobs) if not (quick and drawable(job))]
    for place in slow:
        job, first = jobs[place]
        plan[place, : job.steps] = batches(job) + first
    if quick:
        quick(jobs, plan)


def drawable(job: Training) -> bool:
    """Whether the kernel can draw for it: its rows lie one after the other, and its seed has 64 bits at the most."""
    return isinstance(job.rows, range) and 0 <= job.seed < 2**64


@cache
def _kernel() -> Callable[[Given, Plan], None] | None:
    """Draws for those jobs that are drawable; None without numba."""
    try:
        # Imported here because it loads numba and compiles, once per machine.
        from sim.training.kernels.compiled import JOB  # noqa: PLC0415
        from sim.training.kernels.order import draw as drawn  # noqa: PLC0415
    except ImportError:
        return None

    def quick(jobs: Given, plan: Plan) -> None:
        lines = np.zeros(len(jobs), JOB)
        lines["begin"] = np.arange(len(jobs)) * plan[0].size
        for line, (job, first) in zip(lines, jobs, strict=True):
            if drawable(job):
                assert isinstance(job.rows, range)
                line["seed"], line["steps"] = job.seed, job.steps
                line["first"], line["count"] = first + job.rows.start, len(job.rows)
        drawn(lines, plan.shape[2], plan.reshape(-1))

    return quick
