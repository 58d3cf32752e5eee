"""What so many workers would do with a sweep: a model of its driver, its workers and the disk that they share, in SimPy.

The driver first lists all runs; then it hands over one after the other, as long as no more than `window` for each worker are
under way (`experiments/sweeping/streaming.py`). Whoever is free takes the next one, in the order of the driver: that is how
loky gives out work, and what Dask comes to by stealing. A run is reckoned, then written, and only so many write at a time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import simpy

Story: TypeAlias = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Errand:
    """A run as its worker lives it: seconds of reckoning, then seconds of writing."""

    reckoning: float
    writing: float = 0.0


@dataclass(frozen=True)
class Workforce:
    """So many workers, and what is between them and their work. Times in seconds."""

    workers: int
    opening: float = 0.0
    """Of the driver before anybody is called: to compose and list the runs."""
    start: float = 0.0
    """From there until a worker can take a run: its imports."""
    driver: float = 0.0
    """Of the driver for each run: to hand it over."""
    disks: int | None = None
    """How many runs can be written at a time; None: all."""
    window: int = 2
    """Runs under way for each worker, waiting ones included."""
    slowest: float = 1.0
    """How many times as long as the others the first worker takes: one machine that is old, or has other work."""

    def __post_init__(self) -> None:
        if self.workers < 1 or self.window < 1 or (self.disks is not None and self.disks < 1):
            raise ValueError(f"workers={self.workers}, window={self.window}, disks={self.disks}; allowed: 1 or more")
        if min(self.opening, self.start, self.driver) < 0 or not self.slowest > 0:
            parts = f"opening={self.opening}, start={self.start}, driver={self.driver}, slowest={self.slowest}"
            raise ValueError(f"{parts}; allowed: 0 or more, and slowest above 0")

    def seconds(self, errands: Sequence[Errand]) -> float:
        """From the beginning until the last run is on disk."""
        env = simpy.Environment()
        handed: simpy.Store = simpy.Store(env)
        places = simpy.Container(env, init=self.window * self.workers)
        disk = simpy.Resource(env, self.disks or max(len(errands), 1))
        env.process(self._drive(env, errands, places, handed))
        done: list[float] = []
        for worker in range(self.workers):
            env.process(self._work(env, self.slowest if worker == 0 else 1.0, handed, places, disk, done))
        env.run()
        return max(done, default=0.0)

    def _drive(
        self, env: simpy.Environment, errands: Iterable[Errand], places: simpy.Container, handed: simpy.Store
    ) -> Story:
        yield env.timeout(self.opening)
        for errand in errands:
            yield places.get(1)
            yield env.timeout(self.driver)
            yield handed.put(errand)

    def _work(
        self,
        env: simpy.Environment,
        factor: float,
        handed: simpy.Store,
        places: simpy.Container,
        disk: simpy.Resource,
        done: list[float],
    ) -> Story:
        yield env.timeout(self.opening + self.start)
        while True:
            errand: Errand = yield handed.get()
            yield env.timeout(factor * errand.reckoning)
            with disk.request() as turn:
                yield turn
                yield env.timeout(errand.writing)
            done.append(env.now)
            yield places.put(1)
