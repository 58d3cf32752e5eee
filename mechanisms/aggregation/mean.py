"""The weighted mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from mechanisms.aggregation.matrix import finite, matrix, weighted_sum
from sim.effects.judgement import Publish
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Mean(Aggregation):
    """Average the updates, weighted by assigned rows, by stake, or not at all.

    Formula: sum w_i x_i / sum w_i in float64, rounded to float32 once. Source: federated averaging (McMahan et al. 2017),
    whose weights are the rows. Updates with NaN or infinity are dropped; with no weight left nothing is published. Known
    weakness: one update can move the mean anywhere (Blanchard et al. 2017, lemma 1). Needs no individual update as such: it
    could be computed under a secure sum, but there nobody could drop what is not finite.
    """

    weights: Literal["equal", "rows", "stake"] = "rows"

    def __post_init__(self) -> None:
        if self.weights not in ("equal", "rows", "stake"):
            raise ValueError(f"weights={self.weights!r}; allowed: equal, rows, stake")

    def decide(self, view: AggregationView, state: Any) -> Ruling:
        kept = finite(view.submissions)
        weights = np.array([1 if self.weights == "equal" else getattr(each, self.weights) for each in kept], np.float64)
        if not weights.any():
            return (), state
        mean = weighted_sum(matrix(kept), weights) / weights.sum()
        return [Publish("update", mean.astype(np.float32))], state
