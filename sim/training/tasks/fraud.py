"""Card fraud: rare, different in every segment of customers, and never for long what it was."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from sim.lab import Examples
from sim.training.corpus import Split


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
        here, there = (rng.standard_normal((self.segments, self.features)) for _ in range(2))
        here /= np.linalg.norm(here, axis=1, keepdims=True)
        there -= (there * here).sum(axis=1, keepdims=True) * here
        there /= np.linalg.norm(there, axis=1, keepdims=True)
        tastes = rng.dirichlet(np.full(self.segments, self.variety), size=self.sources)
        paces = self.speed * rng.exponential(size=self.segments)
        return Payments(self, here, there, paces, tastes, int(rng.integers(2**63)))


@dataclass(frozen=True)
class Payments:
    """The corpus of `Fraud`.

    The direction of a segment's fraud goes from `here` towards `there` (segments, features), unit vectors at right angles,
    at `paces` (segments,) in radians per day; `tastes` (sources, segments) says how often a bank sees a segment.
    """

    law: Fraud
    here: NDArray[np.float64]
    there: NDArray[np.float64]
    paces: NDArray[np.float64]
    tastes: NDArray[np.float64]
    seed: int
    _latest: dict[int, Split] = field(default_factory=dict, init=False, repr=False, compare=False)

    quality = "average_precision"
    """The probe that tells how good a model is: accuracy tells nothing here."""

    @property
    def features(self) -> int:
        return self.law.features + self.law.segments

    @property
    def classes(self) -> int:
        return 2

    @property
    def bayes_risk(self) -> float:
        """The error rate of the best classifier, on every day: along its segment's direction a fraud is N(d, 1), the rest is
        N(0, 1), and it draws the line at d / 2 + ln((1 - p) / p) / d."""
        p, d = self.law.positives, self.law.distance
        line = d / 2 + np.log((1 - p) / p) / d
        return float(p * norm.cdf(line - d) + (1 - p) * norm.sf(line))

    @property
    def best(self) -> float:
        """Average precision of the best ranking, on every day: precision at each line, integrated over recall."""
        p, d = self.law.positives, self.law.distance
        recall = (np.arange(100_000) + 0.5) / 100_000
        line = d + norm.isf(recall)
        return float(np.mean(p * recall / (p * recall + (1 - p) * norm.sf(line))))

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

    def directions(self, day: int) -> NDArray[np.float64]:
        """Where the fraud of each segment lies on this day, unit vectors (segments, features)."""
        angles = (self.paces * day)[:, None]
        return np.asarray(np.cos(angles) * self.here + np.sin(angles) * self.there)

    def _draw(self, day: int) -> Split:
        rng = np.random.default_rng([self.seed, day])
        sources = np.arange(self.law.rows, dtype=np.int64) % self.law.sources
        steps = self.tastes.cumsum(axis=1)[sources]
        segments = (rng.random(self.law.rows)[:, None] * steps[:, -1:] >= steps).sum(axis=1)
        training = self._examples(segments, day, rng)
        pools = [
            self._examples(rng.integers(self.law.segments, size=n), day, rng) for n in (self.law.holdout, self.law.test)
        ]
        return Split(training, pools[0], pools[1], sources)

    def _examples(self, segments: NDArray[np.int64], day: int, rng: np.random.Generator) -> Examples:
        labels = (rng.random(len(segments)) < self.law.positives).astype(np.int64)
        payments = rng.standard_normal((len(segments), self.law.features))
        payments += self.law.distance * labels[:, None] * self.directions(day)[segments]
        whose = np.eye(self.law.segments)[segments]
        return Examples(np.hstack([payments, whose]).astype(np.float32), labels, segments.astype(np.int64))
