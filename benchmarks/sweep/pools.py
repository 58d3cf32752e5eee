"""Runs in a second, beside a bare pool of processes, and what a task costs that does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import ClassVar

from benchmarks.sweep.stub import SMALL, always, fail, listed, nothing
from experiments.composing.compose import composed
from experiments.running.run import simulate
from experiments.sweeping.crew import Errors, Loky, Pool
from experiments.sweeping.streaming import streamed
from experiments.sweeping.task import Outcome, State, Task

JOBS, TURNS, RUNS = 2, 5, 16


@dataclass(frozen=True)
class Lent:
    """A pool that is open already, so that its start is not measured."""

    pool: Pool
    breaks: ClassVar[Errors] = ()
    kills: ClassVar[Errors] = ()

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Pool]:
        yield self.pool


def busy() -> float:
    """Work of two processes that only reckon, over that of one in the same time: 2 on two idle cores."""
    with ProcessPoolExecutor(JOBS, get_context("spawn")) as pool:
        list(pool.map(_reckon, [0] * JOBS))
        found = []
        for _ in range(TURNS):
            alone = _wall(lambda: pool.submit(_reckon, 0).result())
            found.append(JOBS * alone / _wall(lambda: list(pool.map(_reckon, [0] * JOBS))))
    return _told("two busy processes do, in parts of one,", found)


def measured(root: Path) -> dict[str, float]:
    """Runs in a second with two workers, over what a bare pool of two processes gets from the same function; and the wall
    time that a task without work takes from the driver and back, over the time of a core that a run of the default takes."""
    plan, place = listed(root / "s", *SMALL, "seeds=200")
    tasks, faster = list(plan.tasks(place, always)), []
    with ProcessPoolExecutor(JOBS, get_context("spawn")) as bare, Loky(JOBS).opened() as pool:
        crew = Lent(pool)
        list(bare.map(_run, tasks[:JOBS]))
        list(streamed(iter(tasks[:JOBS]), _run, fail, crew))
        for _ in range(TURNS):
            theirs = _wall(lambda: list(bare.map(_run, tasks[:RUNS])))
            faster.append(theirs / _wall(lambda: list(streamed(iter(tasks[:RUNS]), _run, fail, crew))))
        empty = _wall(lambda: list(streamed(iter(tasks), nothing, fail, crew))) / len(tasks)
    start = process_time()
    simulate(composed([]))
    share = empty / (process_time() - start)
    print(f"  a task without work takes {1000 * empty:.2f} ms, {share:.5f} of a default run", flush=True)
    return {
        "throughput_over_bare_pool": _told("throughput over that of a bare pool", faster),
        "overhead_over_default_run": float(f"{share:.2g}"),
    }


def _reckon(start: int) -> int:
    for number in range(20_000_000):
        start += number & 7
    return start


def _run(task: Task) -> Outcome:
    simulate(task.found)
    return Outcome(task.config, State.DONE)


def _wall(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _told(what: str, found: list[float]) -> float:
    print(f"  {what} {median(found):.2f} ({min(found):.2f} to {max(found):.2f})", flush=True)
    return round(median(found), 3)
