"""The mean of what is left when the extremes are cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mechanisms.aggregation.matrix import finite, matrix, sorted_columns
from sim.effects.judgement import Publish
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling


@dataclass(frozen=True)
class TrimmedMean(Aggregation):
    """In every coordinate drop the f smallest and the f largest values and average the rest.

    Formula: 1 / (n - 2f) * sum of the sorted values f+1 .. n-f. Source: Yin et al. 2018. Updates with NaN or infinity are
    dropped first; of n <= 2f that remain, as many are cut on each side as leave one or two, the coordinate-wise median.
    Known weakness: an attack that stays within the spread of honest values (ALIE, Baruch et al. 2019) passes, and what is
    rare but honest is cut. Weights are ignored. Needs individual updates.
    """

    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    f: int = 2
    """Values cut on each side: the attackers it withstands, fewer than half of the updates."""

    def __post_init__(self) -> None:
        if self.f < 0:
            raise ValueError(f"f={self.f}; allowed: 0 or more")

    def decide(self, view: AggregationView, state: Any) -> Ruling:
        kept = finite(view.submissions)
        if not kept:
            return (), state
        cut = min(self.f, (len(kept) - 1) // 2)
        updates = matrix(kept)
        update = np.empty(updates.shape[1], np.float32)
        for columns, ranked in sorted_columns(updates):
            update[columns] = ranked[:, cut : len(kept) - cut].astype(np.float64).mean(axis=1)
        return [Publish("update", update)], state
