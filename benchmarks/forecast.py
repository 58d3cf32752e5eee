"""What many workers would do with a sweep, from what one and two do here: `python -m benchmarks.forecast`.

The same sweep is run by one worker and by two. Each run says in its manifest how long it took and how much of that it was
writing, and its files say how long its manifest took; what the driver takes to list runs and to hand them over, and what a
worker takes to start, are measured with work that is none. From these alone `Workforce` forecasts both sweeps, which is
compared with the clock, and then what any number of workers would do. The last line is JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
from distributed import LocalCluster

from benchmarks.workforce import Errand, Workforce
from experiments.sweeping.cluster import Dask
from experiments.sweeping.crew import Crew, Loky
from experiments.sweeping.driver import sweep
from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.request import requested
from experiments.sweeping.streaming import streamed
from experiments.sweeping.task import Outcome, State, Task

RUN = ("scenario=digits",)
SEEDS, TURNS = 30, 3
FEW, MANY = 10, 500
"""Runs that the driver lists and hands over to nobody."""
WORKERS = (1, 2, 4, 10, 30, 100, 300, 1000)
RUNS = 10_000
"""How many runs the forecast is for, drawn from those that were measured."""
DISTANCE = 0.1
"""How far the median of the turns, forecast over clock, may be from 1 for one and for two workers."""


@dataclass(frozen=True)
class Driver:
    """Seconds of a core that the driver takes: `once` for a sweep of one point, to `list` a run, and to `hand` it over to a
    process of this machine, or to a cluster of `dask`, whose scheduler is in the driver's own process here."""

    once: float
    list: float
    hand: float
    dask: float

    def force(self, workers: int, runs: int, start: float, dask: bool = False, **more: Any) -> Workforce:
        """So many workers under this driver, with so many runs to do."""
        hand = self.dask if dask else self.hand
        return Workforce(workers, self.once + runs * self.list, start, hand, **more)


@dataclass(frozen=True)
class Swept:
    """A sweep that was run: seconds by the clock, and its runs."""

    seconds: float
    errands: tuple[Errand, ...]


def main(words: Sequence[str] | None = None) -> None:
    """Forecast the sweep of what the words compose, as for `aifactory sweep`; without words, of `digits`."""
    given = tuple(sys.argv[1:] if words is None else words) or RUN
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        start, driver = _start(), _driver(given, root)
        print(f"  a worker takes {start:.2f} s to start; seconds of the driver: {driver}", flush=True)
        ratios: dict[int, list[float]] = {1: [], 2: []}
        alone: list[Errand] = []
        for turn, jobs in product(range(TURNS), ratios):
            swept = _swept((*given, f"seeds={SEEDS}"), jobs, root / f"{jobs}-{turn}")
            forecast = driver.force(jobs, SEEDS, start).seconds(swept.errands)
            print(f"  {jobs} workers: {swept.seconds:.1f} s by the clock, {forecast:.1f} s by the forecast", flush=True)
            ratios[jobs].append(forecast / swept.seconds)
            alone += swept.errands if jobs == 1 else ()
    checks = {jobs: round(median(found), 3) for jobs, found in ratios.items()}
    table = _table(alone, driver, start)
    print(json.dumps({"forecast_over_clock": checks, "workers": table}))
    if off := [jobs for jobs, ratio in checks.items() if abs(ratio - 1) > DISTANCE]:
        raise SystemExit(f"the forecast for {off} workers is off by more than {DISTANCE:.0%}")


def drawn(errands: Sequence[Errand], many: int, seed: int = 0) -> list[Errand]:
    """So many runs like those that were measured."""
    places = np.random.default_rng(seed).integers(len(errands), size=many)
    return [errands[place] for place in places]


def _start() -> float:
    """Seconds from asking for a worker until it has imported what a run needs."""
    since = perf_counter()
    with Loky(1).opened() as (pool, _):
        pool.submit(_imported).result()
        return perf_counter() - since


def _imported() -> str:
    from experiments.sweeping.attempt import Attempt  # noqa: PLC0415 - in the worker

    return Attempt.__name__


def _driver(words: Sequence[str], root: Path) -> Driver:
    """By lists of a few runs and of many, and by handing the many over."""
    taken = []
    for number, runs in enumerate((FEW, FEW, MANY)):  # the first one composes what the others find composed
        place = Place(root / f"list-{number}")
        place.root.mkdir()
        since = process_time()
        plan = Plan(requested([*words, f"seeds={runs}"]))
        plan.write(place)
        taken.append(process_time() - since)
    each = max(taken[2] - taken[1], 0.0) / (MANY - FEW)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        hand, dask = (_handing(plan, place, crew) for crew in (Loky(1), Dask(cluster.scheduler_address, place.asked)))
    return Driver(max(taken[0] - FEW * each, 0.0), each, hand, dask)


def _handing(plan: Plan, place: Place, crew: Crew) -> float:
    """Seconds of a core that the driver takes for each run which it hands over, to a worker that does nothing with it."""
    first = 0.0
    for number, _ in enumerate(streamed(plan.tasks(place, lambda config: True), _nothing, _fail, crew)):
        if number == 0:  # before it come the worker's start and the first reading of the lists
            first = process_time()
    return (process_time() - first) / (MANY - 1)


def _swept(words: Sequence[str], jobs: int, out: Path) -> Swept:
    since = perf_counter()
    done = sweep([*words, f"jobs={jobs}", f"out={out}"])
    seconds = perf_counter() - since
    return Swept(seconds, tuple(_errand(folder) for folder in sorted(done.path.glob("runs/*"))))


def _errand(folder: Path) -> Errand:
    """A finished run. Its manifest, which is written last, cannot tell how long it took itself; the files do."""
    times = json.loads((folder / "manifest.json").read_text("utf-8"))["times"]
    sealed = (folder / "manifest.json").stat().st_mtime - (folder / "summary.json").stat().st_mtime
    writing = times["phases"]["writing"]
    return Errand(times["seconds"] - writing + sealed, writing)


def _table(errands: Sequence[Errand], driver: Driver, start: float) -> list[dict[str, float]]:
    """Seconds, speedup and efficiency by the number of workers; with one of them three times as
    slow, with one disk that writes one run at a time, with the longest runs begun last, and on a Dask cluster, as
    multiples of that."""
    runs, found = drawn(errands, RUNS), []
    whole = driver.force(1, RUNS, start).seconds(runs)
    lengths = [each.reckoning + each.writing for each in runs]
    print(f"  {RUNS:,} runs of {np.mean(lengths):.2f} s on average, {max(lengths):.2f} s at the most", flush=True)
    for workers in WORKERS:
        plain = driver.force(workers, RUNS, start).seconds(runs)
        slow = driver.force(workers, RUNS, start, slowest=3.0).seconds(runs)
        disk = driver.force(workers, RUNS, start, disks=1).seconds(runs)
        late = driver.force(workers, RUNS, start).seconds(sorted(runs, key=lambda each: each.reckoning))
        dask = driver.force(workers, RUNS, start, dask=True).seconds(runs)
        found.append(
            {
                "workers": workers,
                "seconds": round(plain, 1),
                "speedup": round(whole / plain, 1),
                "efficiency": round(whole / plain / workers, 3),
                "with_one_three_times_as_slow": round(slow / plain, 3),
                "with_one_disk": round(disk / plain, 3),
                "with_the_longest_last": round(late / plain, 3),
                "with_dask": round(dask / plain, 3),
            }
        )
        print("  ", found[-1], flush=True)
    return found


def _nothing(task: Task) -> Outcome:
    return Outcome(task.config, State.DONE)


def _fail(task: Task, error: str) -> Outcome:
    raise AssertionError(error)


if __name__ == "__main__":
    main()
