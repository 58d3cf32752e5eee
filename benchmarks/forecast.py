"""What many workers would do with a sweep, from what one and two do here: `python -m benchmarks.forecast`.

The same sweep is run by one worker and by two. Each run says in its manifest how long it took and how much of that it was
writing; what the driver takes is the time of a core of this process; what a worker takes to start is measured with work that
is none. From these alone `Workforce` forecasts both sweeps, which is compared with the clock, and then what any number of
workers would do. The last line is JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks.workforce import Errand, Workforce
from experiments.sweeping.crew import Loky
from experiments.sweeping.driver import sweep

RUN = ("scenario=digits",)
SEEDS = 12
WORKERS = (1, 2, 4, 10, 30, 100, 300, 1000)
RUNS = 10_000
"""How many runs the forecast is for, drawn from those that were measured."""
DISTANCE = 0.1
"""How far, as a part of the clock's, the forecast for one and two workers may be off."""


@dataclass(frozen=True)
class Swept:
    """A sweep that was run: seconds by the clock, seconds of the driver for each run, and its runs."""

    seconds: float
    driver: float
    errands: tuple[Errand, ...]


def main(words: Sequence[str] | None = None) -> None:
    """Forecast the sweep of what the words compose, as for `aifactory sweep`; without words, of `digits`."""
    given = tuple(sys.argv[1:] if words is None else words) or RUN
    start = _start()
    print(f"  a worker takes {start:.2f} s to start", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        found = {jobs: _swept((*given, f"seeds={SEEDS}"), jobs, Path(folder) / str(jobs)) for jobs in (1, 2)}
    checks = {jobs: _checked(jobs, swept, start) for jobs, swept in found.items()}
    alone = found[1]
    table = _table(alone, start)
    print(json.dumps({"forecast_over_clock": checks, "driver_seconds": round(alone.driver, 4), "workers": table}))
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


def _swept(words: Sequence[str], jobs: int, out: Path) -> Swept:
    since, used = perf_counter(), process_time()
    done = sweep([*words, f"jobs={jobs}", f"out={out}"])
    seconds, driver = perf_counter() - since, process_time() - used
    manifests = sorted(done.path.glob("runs/*/manifest.json"))
    times = [json.loads(path.read_text("utf-8"))["times"] for path in manifests]
    errands = [Errand(t["seconds"] - t["phases"]["writing"], t["phases"]["writing"]) for t in times]
    return Swept(seconds, driver / len(errands), tuple(errands))


def _checked(jobs: int, swept: Swept, start: float) -> float:
    """The forecast of a sweep over what the clock said."""
    forecast = Workforce(jobs, start, swept.driver).seconds(swept.errands)
    print(f"  {jobs} workers: {swept.seconds:.1f} s by the clock, {forecast:.1f} s by the forecast", flush=True)
    return round(forecast / swept.seconds, 3)


def _table(alone: Swept, start: float) -> list[dict[str, float]]:
    """Seconds, speedup and efficiency by the number of workers; with one of them three times as slow; with one disk."""
    errands, found = drawn(alone.errands, RUNS), []
    whole = Workforce(1, start, alone.driver).seconds(errands)
    mean, longest = np.mean([e.reckoning + e.writing for e in errands]), max(e.reckoning + e.writing for e in errands)
    print(f"  {RUNS:,} runs of {mean:.2f} s on average, {longest:.2f} s at the most", flush=True)
    for workers in WORKERS:
        plain, slow, disk = (
            Workforce(workers, start, alone.driver, **more).seconds(errands)
            for more in ({}, {"slowest": 3.0}, {"disks": 1})
        )
        found.append(
            {
                "workers": workers,
                "seconds": round(plain, 1),
                "speedup": round(whole / plain, 1),
                "efficiency": round(whole / plain / workers, 3),
                "with_one_three_times_as_slow": round(slow / plain, 3),
                "with_one_disk": round(disk / plain, 3),
            }
        )
        print("  ", found[-1], flush=True)
    return found


if __name__ == "__main__":
    main()
