"""The mean of updates clipped around what was agreed last time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mechanisms.aggregation.matrix import Floats, finite, lengths, matrix, row_blocks
from sim.effects.judgement import Publish
from sim.jobs import Vector
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling

Centre = tuple[float, ...]
"""The previous aggregate, float32 values (P,); () before the first."""


@dataclass(frozen=True)
class CenteredClipping(Aggregation):
    """Move the previous aggregate by the mean of the updates' differences from it, each clipped to a radius; repeat.

    Formula: v <- v + 1/n sum (x_i - v) min(1, radius / |x_i - v|), `iterations` times, from the previous aggregate (zero at
    first, and when the model has changed its size). Source: Karimireddy et al. 2021, where x_i are momenta. Updates with
    NaN or infinity are dropped; with none left nothing is published and the centre stays. Each of k attackers moves the
    result by at most iterations * radius / n. Known weaknesses: a radius below the spread of honest updates slows training,
    one far above it clips nobody; attackers that pull the same way for many rounds drag the centre along. Needs individual
    updates.
    """

    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    radius: float = 1.0
    """L2 norm; proposal, of the order of an honest update's norm."""
    iterations: int = 3

    def __post_init__(self) -> None:
        if not 0 < self.radius < float("inf"):
            raise ValueError(f"radius={self.radius}; allowed: above 0, finite")
        if self.iterations < 1:
            raise ValueError(f"iterations={self.iterations}; allowed: 1 or more")

    def begin(self) -> Centre:
        return ()

    def from_state(self, old: Any) -> Centre:
        """Take over another centre; what a rule of another kind remembered is none."""
        return old if isinstance(old, tuple) and all(isinstance(value, float) for value in old) else ()

    def decide(self, view: AggregationView, state: Centre) -> Ruling:
        kept = finite(view.submissions)
        if not kept:
            return (), state
        updates = matrix(kept)
        centre = np.asarray(state) if len(state) == updates.shape[1] else np.zeros(updates.shape[1])
        for _ in range(self.iterations):
            centre = centre + mean_step(updates, centre, self.radius)
        update = centre.astype(np.float32)
        return [Publish("update", update)], tuple(update.tolist())


def mean_step(updates: Vector, centre: Floats, radius: float) -> Floats:
    """Mean of the differences of updates (n, P) from `centre` (P,), each clipped to `radius`, float64 (P,)."""
    total = np.zeros_like(centre)
    for _, block in row_blocks(updates):
        away = block - centre
        total += np.einsum("i,ij->j", radius / np.maximum(lengths(away), radius), away)
    return total / len(updates)
