"""What a sweep adds to its runs: `python -m benchmarks.sweep`. The last line is JSON.

All figures are of one run of this program, so their ratios hold for the machine and the moment: the machine's own share of
two busy processes is measured first, and everything else is read against it.
"""

from __future__ import annotations

import gc
import json
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import ClassVar

from experiments.compose import composed
from experiments.running import simulate
from experiments.sweeping.crew import Errors, Loky, Pool
from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.request import requested
from experiments.sweeping.streaming import streamed
from experiments.sweeping.task import Outcome, State, Task

SMALL = ("scenario=digits", "lab=stub", "horizon_days=2")
"""The run that is put through the pools: a second of a core or less."""
JOBS, TURNS, RUNS = 2, 3, 8


@dataclass(frozen=True)
class Lent:
    """A pool that is open already, so that its start is not measured."""

    pool: Pool
    breaks: ClassVar[Errors] = ()
    kills: ClassVar[Errors] = ()

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Pool]:
        yield self.pool


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        found = {
            "two_busy_over_one": _busy(),
            "driver_ms_per_run": _driver(root),
            "driver_bytes": _memory(root),
            **_pools(root),
        }
    print(json.dumps(found))


def _busy() -> float:
    """Work of two processes that only reckon, over that of one in the same time: 2 on two idle cores."""
    with ProcessPoolExecutor(JOBS, get_context("spawn")) as pool:
        list(pool.map(_reckon, [0] * JOBS))
        found = []
        for _ in range(TURNS):
            alone = _wall(lambda: pool.submit(_reckon, 0).result())
            found.append(JOBS * alone / _wall(lambda: list(pool.map(_reckon, [0] * JOBS))))
    return _told("two busy processes do, in parts of one,", found)


def _driver(root: Path) -> dict[str, float]:
    """Milliseconds of a core that the driver takes for each run: compose, hash, list, read back, hand over."""
    found = {}
    for name, words in (
        ("64_seeds_of_1_point", ["seeds=64"]),
        ("8_seeds_of_8_points", ["seeds=8", "horizon_days=range(1,9)"]),
        ("1_seed_of_64_points", ["seeds=1", "horizon_days=range(1,65)"]),
    ):
        plan, place = Plan(requested(["scenario=default", *words])), Place(root / name)
        place.root.mkdir()
        start = process_time()
        plan.write(place)
        many = sum(1 for _ in streamed(plan.tasks(place, _always), _nothing, _fail, Loky(JOBS)))
        found[name] = round(1000 * (process_time() - start) / many, 2)
        print(f"  driver, {name.replace('_', ' ')}: {found[name]} ms a run", flush=True)
    return found


def _memory(root: Path) -> dict[str, int]:
    """The most bytes that the driver holds while it streams so many runs, by Python's own count."""
    found = {}
    for many in (500, 5_000):
        plan, place = Plan(requested([*SMALL, f"seeds={many}"])), Place(root / f"memory-{many}")
        place.root.mkdir()
        plan.write(place)
        gc.collect()
        tracemalloc.start()
        for _ in streamed(plan.tasks(place, _always), _nothing, _fail, Loky(JOBS)):
            pass
        found[str(many)] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"  {many:,} runs: {found[str(many)]:,} bytes at the most", flush=True)
    return found


def _pools(root: Path) -> dict[str, float]:
    """Runs in a second with two workers, over what a bare pool of two processes gets from the same function; and the wall
    time that a task without work takes from the driver and back, over the time of a core that a run of the default takes."""
    plan, place, faster = Plan(requested([*SMALL, "seeds=200"])), Place(root / "pools"), []
    place.root.mkdir()
    plan.write(place)
    tasks = list(plan.tasks(place, _always))
    with ProcessPoolExecutor(JOBS, get_context("spawn")) as bare, Loky(JOBS).opened() as pool:
        crew = Lent(pool)
        list(bare.map(_run, tasks[:JOBS]))
        list(streamed(iter(tasks[:JOBS]), _run, _fail, crew))
        for _ in range(TURNS):
            theirs = _wall(lambda: list(bare.map(_run, tasks[:RUNS])))
            faster.append(theirs / _wall(lambda: list(streamed(iter(tasks[:RUNS]), _run, _fail, crew))))
        empty = _wall(lambda: list(streamed(iter(tasks), _nothing, _fail, crew))) / len(tasks)
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


def _nothing(task: Task) -> Outcome:
    return Outcome(task.config, State.DONE)


def _fail(task: Task, error: str) -> Outcome:
    raise AssertionError(error)


def _always(config: str) -> bool:
    return True


def _wall(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _told(what: str, found: list[float]) -> float:
    print(f"  {what} {median(found):.2f} ({min(found):.2f} to {max(found):.2f})", flush=True)
    return round(median(found), 3)


if __name__ == "__main__":
    main()
