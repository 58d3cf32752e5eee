"""The point whose distances to all updates add up to least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mechanisms.aggregation.matrix import Floats, finite, lengths, matrix, row_blocks
from mechanisms.aggregation.median import middle
from sim.effects.judgement import Publish
from sim.jobs import Vector
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling


@dataclass(frozen=True)
class GeometricMedian(Aggregation):
    """Approach argmin_v sum w_i |v - x_i|, w_i the assigned rows, by the smoothed Weiszfeld algorithm.

    Formula: v <- sum b_i x_i / sum b_i with b_i = w_i / max(smoothing, |v - x_i|), `iterations` times, from the
    coordinate-wise median, so that not even the first step is an outlier's. Source: robust federated aggregation (Pillutla
    et al. 2022, algorithm 2), which starts elsewhere. Updates with NaN or infinity are dropped; with none left nothing is
    published. It stays bounded while attackers hold less than half of the rows. Known weaknesses: rows are what was
    assigned, so whoever is dealt a large shard weighs much; a close-knit minority of colluders is a point with weight; an
    attack within the honest spread passes. Needs individual updates.
    """

    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    iterations: int = 8
    """Steps of Weiszfeld; Pillutla et al. find three enough for federated learning."""
    smoothing: float = 1e-6
    """L2 distance below which a point pulls no harder."""

    def __post_init__(self) -> None:
        if self.iterations < 1:
            raise ValueError(f"iterations={self.iterations}; allowed: 1 or more")
        if not 0 < self.smoothing < float("inf"):
            raise ValueError(f"smoothing={self.smoothing}; allowed: above 0, finite")

    def decide(self, view: AggregationView, state: Any) -> Ruling:
        kept = finite(view.submissions)
        if not kept:
            return (), state
        updates, rows = matrix(kept), np.array([submission.rows for submission in kept], dtype=np.float64)
        centre = middle(updates)
        for _ in range(self.iterations):
            centre = pulled(updates, rows, centre, self.smoothing)
        return [Publish("update", centre.astype(np.float32))], state


def pulled(updates: Vector, weights: Floats, centre: Floats, smoothing: float) -> Floats:
    """One step of Weiszfeld: the mean of updates (n, P), each weighted by its weight over its distance to `centre` (P,)."""
    total, pulls = np.zeros_like(centre), 0.0
    for rows, block in row_blocks(updates):
        pull = weights[rows] / np.maximum(lengths(block - centre), smoothing)
        total += np.einsum("i,ij->j", pull, block)
        pulls += float(pull.sum())
    return total / pulls
