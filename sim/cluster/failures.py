"""Hardware that breaks and is repaired: outages with a mean time between failures (MTBF), good as new after repair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import gamma

from numpy.random import Generator


def _check(owner: object, **values: float) -> None:
    for name, value in values.items():
        if not 0 < value < float("inf"):
            raise ValueError(f"{type(owner).__name__}.{name}={value}; allowed: finite and > 0")


@dataclass(frozen=True)
class Exponential:
    """Failures without memory: `mtbf` seconds up on average, then `repair` seconds down."""

    mtbf: float
    repair: float

    def __post_init__(self) -> None:
        _check(self, mtbf=self.mtbf, repair=self.repair)

    @property
    def mean_up(self) -> float:
        return self.mtbf

    def periods(self, draws: Generator) -> Iterator[tuple[float, float]]:
        while True:
            yield self.mtbf * draws.standard_exponential(), self.repair


@dataclass(frozen=True)
class Weibull:
    """Failures that cluster (`shape` < 1, early deaths) or come with age (`shape` > 1); `shape` = 1 is `Exponential`.

    The scale is mtbf / gamma(1 + 1 / shape), so that `mtbf` is the mean whatever the shape. A falling hazard fits
    23,000 failures at Los Alamos: Schroeder and Gibson, A large-scale study of failures in high-performance computing
    systems, 2006.
    """

    mtbf: float
    shape: float
    repair: float

    def __post_init__(self) -> None:
        _check(self, mtbf=self.mtbf, shape=self.shape, repair=self.repair)

    @property
    def mean_up(self) -> float:
        return self.mtbf

    @property
    def scale(self) -> float:
        return self.mtbf / gamma(1 + 1 / self.shape)

    def periods(self, draws: Generator) -> Iterator[tuple[float, float]]:
        while True:
            yield self.scale * draws.weibull(self.shape), self.repair
