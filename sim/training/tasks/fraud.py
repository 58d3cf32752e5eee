"""Card fraud: rare, different in every segment of customers, and never for long what it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from sim.lab import Examples
from sim.training.tasks.moving import Moving, Places


@dataclass(frozen=True)
class Fraud:
    """A payment is a standard normal vector and, one-hot, the segment of its customer, which is also its protected group.
    Fraud (class 1) is shifted by `distance` in a direction of its segment's own, and that direction turns.

    So within a segment the best classifier is linear, and what it can do is known on every day. Each source, a bank, sees
    the segments in its own proportions (Dirichlet of concentration `variety`); holdout and test see all alike. In the most
    used data set of card fraud .0017 are positive (492 of 284,807, Dal Pozzolo et al. 2015); the default is ten times that,
    so that a validator's rows hold some. Proposal otherwise.
    """

    rows: int = 50_000
    holdout: int = 20_000
    test: int = 20_000
    positives: float = 0.017
    features: int = 12
    segments: int = 4
    distance: float = 3.0
    sources: int = 20
    variety: float = 0.5
    speed: float = 0.04

    def __post_init__(self) -> None:
        for name in ("rows", "holdout", "test", "segments", "sources"):
            if getattr(self, name) < 1:
                raise ValueError(f"Fraud.{name}={getattr(self, name)}; allowed: at least 1")
        if self.features < 2:
            raise ValueError(f"Fraud.features={self.features}; allowed: at least 2")
        if not 0 < self.positives < 0.5:
            raise ValueError(f"Fraud.positives={self.positives}; allowed: above 0 and below 0.5")
        for name in ("distance", "variety"):
            if not 0 < getattr(self, name) < np.inf:
                raise ValueError(f"Fraud.{name}={getattr(self, name)}; allowed: above 0")
        if not 0 <= self.speed < np.inf:
            raise ValueError(f"Fraud.speed={self.speed}; allowed: 0 and above (radians per day)")

    def build(self, rng: np.random.Generator) -> Payments:
        places = Places.drawn(rng, self.segments, self.features, self.sources, self.variety, self.speed)
        return Payments(self, places, int(rng.integers(2**63)))


@dataclass(frozen=True)
class Payments(Moving):
    """The corpus of `Fraud`, whose places are the directions of fraud in its segments."""

    sizes: Fraud

    quality = "average_precision"
    """The probe that tells how good a model is: accuracy tells nothing here."""

    @property
    def features(self) -> int:
        return self.sizes.features + self.sizes.segments

    @property
    def classes(self) -> int:
        return 2

    @property
    def bayes_risk(self) -> float:
        """The error rate of the best classifier, on every day: along its segment's direction a fraud is N(d, 1), the rest is
        N(0, 1), and it draws the line at d / 2 + ln((1 - p) / p) / d."""
        p, d = self.sizes.positives, self.sizes.distance
        line = d / 2 + np.log((1 - p) / p) / d
        return float(p * norm.cdf(line - d) + (1 - p) * norm.sf(line))

    @property
    def best(self) -> float:
        """Average precision of the best ranking, on every day: precision at each line, integrated over recall."""
        p, d = self.sizes.positives, self.sizes.distance
        recall = (np.arange(100_000) + 0.5) / 100_000
        line = d + norm.isf(recall)
        return float(np.mean(p * recall / (p * recall + (1 - p) * norm.sf(line))))

    def directions(self, day: int) -> NDArray[np.float64]:
        """Where the fraud of each segment lies on this day, unit vectors (segments, features)."""
        return self.places.on(day)

    def examples(self, places: NDArray[np.int64], day: int, rng: np.random.Generator) -> Examples:
        labels = (rng.random(len(places)) < self.sizes.positives).astype(np.int64)
        payments = rng.standard_normal((len(places), self.sizes.features))
        payments += self.sizes.distance * labels[:, None] * self.directions(day)[places]
        whose = np.eye(self.sizes.segments)[places]
        return Examples(np.hstack([payments, whose]).astype(np.float32), labels, places.astype(np.int64))
