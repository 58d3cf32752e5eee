"""The data provider that sells the same rows again and again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.lab import Examples
from sim.view import View
from sim.world.data import rows_of


@dataclass(frozen=True)
class Duplicate(Deviation):
    """Offer as many rows as the shard has times `times`, of which only the first floor(share * n) differ: the rest repeat
    them in turn.

    Duplicates are what data markets pay for twice: Agarwal, Dahleh and Sarkar, A marketplace for data, 2019, section on
    replication. It keeps the other rows for itself, or never had them. Knows: its own shard. Stopped by: looking for equal
    rows, and pay for what the data add. Where pay or weight goes by rows, `times` multiplies it.
    """

    share: float = 0.2
    """Of the rows that are offered at all."""
    times: int = 1
    """How many times the size of the shard it claims."""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"Duplicate.share={self.share}; allowed: above 0, at most 1")
        if self.times < 1:
            raise ValueError(f"Duplicate.times={self.times}; allowed: 1 or more")

    def offer(self, view: View, shard: Examples) -> Examples | None:
        honest = super().offer(view, shard)
        if honest is None:
            return None
        rows = len(honest.labels)
        kept = max(int(rows * self.share), 1)
        return rows_of(honest, np.arange(rows * self.times) % kept)
