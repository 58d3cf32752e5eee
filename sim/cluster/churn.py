"""Owners who switch their machines off and on again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.random import Generator


@dataclass(frozen=True)
class OnOff:
    """Exponential periods with means of `on` and `off` seconds; in the long run on / (on + off) of the time is on."""

    on: float
    off: float

    def __post_init__(self) -> None:
        for name, value in (("on", self.on), ("off", self.off)):
            if not 0 < value < float("inf"):
                raise ValueError(f"OnOff.{name}={value}; allowed: finite seconds > 0")

    @property
    def mean_up(self) -> float:
        return self.on

    def periods(self, draws: Generator) -> Iterator[float]:
        while True:
            yield self.on * draws.standard_exponential()
            yield self.off * draws.standard_exponential()


@dataclass(frozen=True)
class Switches:
    """A recorded trace: `seconds` after joining at which the node goes off, on, off, ...; ascending."""

    seconds: tuple[float, ...]

    def __post_init__(self) -> None:
        if any(later <= earlier for earlier, later in zip((0.0, *self.seconds), self.seconds, strict=False)):
            raise ValueError(f"Switches.seconds={self.seconds}; allowed: strictly ascending and > 0")

    @property
    def mean_up(self) -> float:
        """Infinite: a trace is not known to the node that it happens to."""
        return float("inf")

    def periods(self, draws: Generator) -> Iterator[float]:
        return (later - earlier for earlier, later in zip((0.0, *self.seconds), self.seconds, strict=False))
