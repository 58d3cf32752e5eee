"""A world that moves: seeded, with a known Bayes risk, many unlike sources and labels that go stale."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.corpus import Split


@dataclass(frozen=True)
class Drifting:
    """Inputs gather around centres that walk on great circles; the nearest centre's class is the truth.

    A label is wrong with probability `noise`, so the best possible classifier errs at exactly that rate, on every day.
    Each source sees the regions in its own proportions (Dirichlet of concentration `variety`); holdout and test see all
    alike. At the default speed a perceptron frozen on some day loses about twenty points of accuracy in twenty days,
    slowly at first.
    """

    rows: int = 50_000
    holdout: int = 5_000
    test: int = 5_000
    features: int = 16
    classes: int = 4
    regions: int = 24
    sources: int = 20
    variety: float = 0.1
    spread: float = 0.25
    noise: float = 0.1
    speed: float = 0.04

    def __post_init__(self) -> None:
        for name in ("rows", "holdout", "test", "regions", "sources"):
            if getattr(self, name) < 1:
                raise ValueError(f"Drifting.{name}={getattr(self, name)}; allowed: at least 1")
        for name in ("features", "classes"):
            if getattr(self, name) < 2:
                raise ValueError(f"Drifting.{name}={getattr(self, name)}; allowed: at least 2")
        for name in ("variety", "spread"):
            if not 0 < getattr(self, name) < np.inf:
                raise ValueError(f"Drifting.{name}={getattr(self, name)}; allowed: above 0")
        if self.regions < self.classes:
            raise ValueError(f"Drifting.regions={self.regions}; allowed: at least one per class ({self.classes})")
        if not 0 <= self.noise < 1 - 1 / self.classes:
            raise ValueError(f"Drifting.noise={self.noise}; allowed: 0 up to {1 - 1 / self.classes} (blind guessing)")
        if not 0 <= self.speed < np.inf:
            raise ValueError(f"Drifting.speed={self.speed}; allowed: 0 and above (radians per day)")

    def build(self, rng: np.random.Generator) -> World:
        here, there = (rng.standard_normal((self.regions, self.features)) for _ in range(2))
        here /= np.linalg.norm(here, axis=1, keepdims=True)
        there -= (there * here).sum(axis=1, keepdims=True) * here
        there /= np.linalg.norm(there, axis=1, keepdims=True)
        tastes = rng.dirichlet(np.full(self.regions, self.variety), size=self.sources)
        paces = self.speed * rng.exponential(size=self.regions)
        return World(self, here, there, paces, tastes, int(rng.integers(2**63)))


@dataclass(frozen=True)
class World:
    """The corpus of `Drifting`.

    Centres go from `here` towards `there` (regions, features), unit vectors at right angles, at `paces` (regions,) in
    radians per day; `tastes` (sources, regions) says how often a source sees a region.
    """

    law: Drifting
    here: NDArray[np.float64]
    there: NDArray[np.float64]
    paces: NDArray[np.float64]
    tastes: NDArray[np.float64]
    seed: int
    _latest: dict[int, Split] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def features(self) -> int:
        return self.law.features

    @property
    def classes(self) -> int:
        return self.law.classes

    @property
    def bayes_risk(self) -> float:
        """The error rate of the best possible classifier, on every day."""
        return self.law.noise

    def on(self, day: int) -> Split:
        """Fresh rows of this day's world, drawn from (seed, day) alone; the latest day is remembered."""
        if day not in self._latest:
            split = self._draw(day)
            self._latest.clear()
            self._latest[day] = split
        return self._latest[day]

    def since(self, day: int) -> int:
        """Every day brings rows of its own."""
        return day

    def centres(self, day: int) -> NDArray[np.float64]:
        """Where the regions lie on this day, (regions, features); region r is of class r modulo classes."""
        angles = (self.paces * day)[:, None]
        return np.asarray(np.cos(angles) * self.here + np.sin(angles) * self.there)

    def truth(self, inputs: NDArray[np.floating], day: int) -> NDArray[np.int64]:
        """The class of each input's nearest centre, before label noise: the Bayes classifier, (n,)."""
        closeness = inputs.astype(np.float64) @ self.centres(day).T  # unit vectors: the nearest has the largest product
        return np.asarray(closeness.argmax(axis=1) % self.law.classes, dtype=np.int64)

    def _draw(self, day: int) -> Split:
        rng = np.random.default_rng([self.seed, day])
        sources = np.arange(self.law.rows, dtype=np.int64) % self.law.sources
        steps = self.tastes.cumsum(axis=1)[sources]
        regions = (rng.random(self.law.rows)[:, None] * steps[:, -1:] >= steps).sum(axis=1)
        training = self._examples(regions, day, rng)
        pools = [
            self._examples(rng.integers(self.law.regions, size=n), day, rng) for n in (self.law.holdout, self.law.test)
        ]
        return Split(training, pools[0], pools[1], sources)

    def _examples(self, regions: NDArray[np.int64], day: int, rng: np.random.Generator) -> Examples:
        cloud = rng.standard_normal((len(regions), self.law.features)) * self.law.spread
        inputs = (self.centres(day)[regions] + cloud).astype(np.float32)
        wrong = rng.random(len(regions)) < self.law.noise
        shift = rng.integers(1, self.law.classes, size=len(regions))
        return Examples(inputs, (self.truth(inputs, day) + wrong * shift) % self.law.classes)
