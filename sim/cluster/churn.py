"""Owners who switch their machines off and on again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from math import inf

from numpy.random import Generator


@dataclass(frozen=True)
class OnOff:
    """Exponential periods of `mean_on` and `mean_off` seconds.

    In the long run the node is on for mean_on / (mean_on + mean_off) of the time.
    """

    mean_on: float
    mean_off: float

    def __post_init__(self) -> None:
        for name, value in (("mean_on", self.mean_on), ("mean_off", self.mean_off)):
            if not 0 < value < float("inf"):
                raise ValueError(f"OnOff.{name}={value}; allowed: finite seconds > 0")

    @property
    def mean_up(self) -> float:
        return self.mean_on

    def periods(self, draws: Generator) -> Iterator[tuple[float, float]]:
        while True:
            yield self.mean_on * draws.standard_exponential(), self.mean_off * draws.standard_exponential()


@dataclass(frozen=True)
class Switches:
    """A recorded trace: `seconds` after joining at which the node goes off, on, off, ...; ascending.

    An even number of switches leaves it on, an odd one off.
    """

    seconds: tuple[float, ...]

    def __post_init__(self) -> None:
        if not all(earlier < later < inf for earlier, later in pairwise((0.0, *self.seconds))):
            raise ValueError(f"Switches.seconds={self.seconds}; allowed: finite, > 0 and strictly ascending")

    @property
    def mean_up(self) -> float:
        """Infinite: a trace is not known to the node that it happens to."""
        return float("inf")

    def periods(self, draws: Generator) -> Iterator[tuple[float, float]]:
        since = 0.0
        for off, on in zip_longest(self.seconds[::2], self.seconds[1::2], fillvalue=inf):
            yield off - since, on - off
            since = on
