"""A world whose places walk on great circles, seen by sources in proportions of their own: what two tasks have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.corpus import Split


class Sizes(Protocol):
    """How large such a world is: rows of a day, of its holdout and its test, and sources."""

    @property
    def rows(self) -> int: ...

    @property
    def holdout(self) -> int: ...

    @property
    def test(self) -> int: ...

    @property
    def sources(self) -> int: ...


@dataclass(frozen=True)
class Places:
    """Places go from `here` towards `there` (places, features), unit vectors at right angles, at `paces` (places,) in
    radians per day; `tastes` (sources, places) says how often a source sees a place."""

    here: NDArray[np.float64]
    there: NDArray[np.float64]
    paces: NDArray[np.float64]
    tastes: NDArray[np.float64]

    @staticmethod
    def drawn(
        rng: np.random.Generator, places: int, features: int, sources: int, variety: float, speed: float
    ) -> Places:
        """So many places on random circles, at exponential paces of mean `speed`; proportions are Dirichlet of concentration
        `variety`."""
        here, there = (rng.standard_normal((places, features)) for _ in range(2))
        here /= np.linalg.norm(here, axis=1, keepdims=True)
        there -= (there * here).sum(axis=1, keepdims=True) * here
        there /= np.linalg.norm(there, axis=1, keepdims=True)
        tastes = rng.dirichlet(np.full(places, variety), size=sources)
        return Places(here, there, speed * rng.exponential(size=places), tastes)

    def on(self, day: int) -> NDArray[np.float64]:
        """Where they lie on this day, unit vectors (places, features)."""
        angles = (self.paces * day)[:, None]
        return np.asarray(np.cos(angles) * self.here + np.sin(angles) * self.there)

    def seen(self, sources: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """A place for each of these sources, as it sees them, (n,)."""
        steps = self.tastes.cumsum(axis=1)[sources]
        return np.asarray((rng.random(len(sources))[:, None] * steps[:, -1:] >= steps).sum(axis=1))


@dataclass(frozen=True)
class Moving:
    """A corpus of such a world: sources see its places in proportions of their own, holdout and test see all alike."""

    sizes: Sizes
    places: Places
    seed: int
    _latest: dict[int, Split] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    def examples(self, places: NDArray[np.int64], day: int, rng: np.random.Generator) -> Examples:
        """A row at each of these places, as they are on this day."""
        raise TypeError(f"{type(self).__name__} does not say what its rows are: define examples(places, day, rng)")

    def _draw(self, day: int) -> Split:
        rng, sizes = np.random.default_rng([self.seed, day]), self.sizes
        sources = np.arange(sizes.rows, dtype=np.int64) % sizes.sources
        training = self.examples(self.places.seen(sources, rng), day, rng)
        everywhere = len(self.places.paces)
        pools = [self.examples(rng.integers(everywhere, size=n), day, rng) for n in (sizes.holdout, sizes.test)]
        return Split(training, pools[0], pools[1], sources)
