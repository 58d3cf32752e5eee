"""A world that moves: seeded, with a known Bayes risk, many unlike sources and labels that go stale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.tasks.moving import Moving, Places


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
        places = Places.drawn(rng, self.regions, self.features, self.sources, self.variety, self.speed)
        return World(self, places, int(rng.integers(2**63)))


@dataclass(frozen=True)
class World(Moving):
    """The corpus of `Drifting`, whose places are its regions' centres."""

    sizes: Drifting

    @property
    def features(self) -> int:
        return self.sizes.features

    @property
    def classes(self) -> int:
        return self.sizes.classes

    @property
    def bayes_risk(self) -> float:
        """The error rate of the best possible classifier, on every day."""
        return self.sizes.noise

    def centres(self, day: int) -> NDArray[np.float64]:
        """Where the regions lie on this day, (regions, features); region r is of class r modulo classes."""
        return self.places.on(day)

    def truth(self, inputs: NDArray[np.floating], day: int) -> NDArray[np.int64]:
        """The class of each input's nearest centre, before label noise: the Bayes classifier, (n,)."""
        closeness = inputs.astype(np.float64) @ self.centres(day).T  # unit vectors: the nearest has the largest product
        return np.asarray(closeness.argmax(axis=1) % self.sizes.classes, dtype=np.int64)

    def examples(self, places: NDArray[np.int64], day: int, rng: np.random.Generator) -> Examples:
        cloud = rng.standard_normal((len(places), self.sizes.features)) * self.sizes.spread
        inputs = (self.centres(day)[places] + cloud).astype(np.float32)
        wrong = rng.random(len(places)) < self.sizes.noise
        shift = rng.integers(1, self.sizes.classes, size=len(places))
        return Examples(inputs, (self.truth(inputs, day) + wrong * shift) % self.sizes.classes)
