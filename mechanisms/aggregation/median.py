"""The median of every coordinate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mechanisms.aggregation.matrix import Floats, finite, matrix, sorted_columns
from sim.effects.judgement import Publish
from sim.jobs import Vector
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling


@dataclass(frozen=True)
class Median(Aggregation):
    """Take in every coordinate the value in the middle, or the mean of the two in the middle.

    Source: Yin et al. 2018. Updates with NaN or infinity are dropped first; with none left nothing is published. It stays
    within the honest values while attackers are fewer than half. Known weaknesses: where honest updates differ in kind it
    follows no one of them, and its error grows with the square root of the dimension; an attack within the honest
    spread (ALIE, Baruch et al. 2019) passes. Weights are ignored. Needs individual updates.
    """

    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})

    def decide(self, view: AggregationView, state: Any) -> Ruling:
        kept = finite(view.submissions)
        if not kept:
            return (), state
        return [Publish("update", middle(matrix(kept)).astype(np.float32))], state


def middle(updates: Vector) -> Floats:
    """The median of every column, float64 (P,), of updates (n, P), n > 0."""
    found = np.empty(updates.shape[1])
    low, high = (len(updates) - 1) // 2, len(updates) // 2
    for columns, ranked in sorted_columns(updates):
        found[columns] = (ranked[:, low].astype(np.float64) + ranked[:, high]) / 2
    return found
