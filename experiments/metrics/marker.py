"""What tokens count for, at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.metrics.evidence import Evidence
from sim.durations import DAY
from sim.money import TOKEN


@dataclass(frozen=True)
class Marker:
    """What tokens count for at a time: (seconds, dollars per token) and (seconds, tokens, dollars) of the pool, in order."""

    prices: Sequence[tuple[float, float]]
    pool: Sequence[tuple[float, int, int]] = ()

    @classmethod
    def of(cls, evidence: Evidence) -> Marker:
        """Hourly prices where a pool makes the price; else those of the days, at which any amount can be sold."""
        rows = evidence.rows("prices")
        if not rows:
            return cls(evidence.prices)
        pool = [(row["time"], row["tokens"], row["dollars"]) for row in rows]
        return cls([(row["time"], row["price"]) for row in rows], pool)

    def average(self, time: float) -> float:
        """Mean dollars per token in the day that ends then."""
        last = bisect_right(self.prices, time, key=lambda each: each[0])
        first = bisect_right(self.prices, time - DAY, key=lambda each: each[0])
        told = [price for _, price in self.prices[min(first, max(last - 1, 0)) : max(last, 1)]]
        return sum(told) / len(told)

    def liquidation(self, held: int, time: float) -> float:
        """Dollars for base units of token sold at once into the pool of that hour, y x / (X + x), before its fee."""
        if not self.pool:
            return held / TOKEN * self.average(time)
        _, tokens, dollars = self.pool[max(bisect_right(self.pool, time, key=lambda each: each[0]) - 1, 0)]
        return dollars / TOKEN * held / (tokens + held) if tokens + held else 0.0
