"""What the driver of a sweep takes for each run, and holds."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path
from time import process_time

from benchmarks.sweep.stub import SMALL, always, fail, listed, nothing
from experiments.sweeping.crew import Loky
from experiments.sweeping.streaming import streamed

JOBS = 2
NAMES = (
    "reward=equal_split,loss_improvement,stake_proportional,winner_takes_all",
    "aggregation=mean,median,trimmed_mean,geometric_median",
)
DESIGNS = {
    "64_seeds_of_1_point": ("seeds=64",),
    "8_seeds_of_8_points": ("seeds=8", "horizon_days=range(1,9)"),
    "1_seed_of_64_points": ("seeds=1", "horizon_days=range(1,65)"),
    "1_seed_of_512_sobol_points": (
        "seeds=1",
        "horizon_days=interval(1,60)",
        "settle_days=interval(0,3)",
        "design=sobol",
        "points=512",
    ),
    "1_seed_of_16_combinations_of_names": ("seeds=1", *NAMES),
}
"""Of the default factory; only the last has no two points that differ in numbers alone."""


def measured(root: Path) -> dict[str, float]:
    """Milliseconds of a core that the driver takes for each run: compose, hash, list, read back, hand over, hear the end.
    What a process takes once, its imports, first composing and pool, is paid before and told apart, in seconds."""
    found = {}
    start = process_time()
    _driven(root / "start", "seeds=2")
    found["driver_start_seconds"] = round(process_time() - start, 2)
    for name, words in DESIGNS.items():
        start = process_time()
        many = _driven(root / name, *words)
        found[f"driver_ms_{name}"] = round(1000 * (process_time() - start) / many, 2)
        print(f"  {name.replace('_', ' ')}: {found[f'driver_ms_{name}']} ms a run", flush=True)
    return found


def memory(root: Path) -> dict[str, int]:
    """The most bytes that the driver holds while it lists and streams so many runs, by Python's own count."""
    found = {}
    _driven(root / "start", *SMALL, "seeds=2")
    for many in (500, 5_000, 50_000):
        gc.collect()
        tracemalloc.start()
        _driven(root / str(many), *SMALL, f"seeds={many}")
        found[f"driver_bytes_{many}"] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"  {many:,} runs: {found[f'driver_bytes_{many}']:,} bytes at the most", flush=True)
    return found


def _driven(place: Path, *words: str) -> int:
    """A sweep of tasks that do nothing; how many."""
    plan, where = listed(place, *words)
    return sum(1 for _ in streamed(plan.tasks(where, always), nothing, fail, Loky(JOBS)))
