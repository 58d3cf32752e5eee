"""The mean of the updates that have close neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mechanisms.aggregation.matrix import finite, matrix
from sim.effects.judgement import Publish
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling


@dataclass(frozen=True)
class MultiKrum(Aggregation):
    """Score each update by its squared distances to its nearest neighbours and average those with the lowest scores.

    Formula: s_i = sum of the n - f - 2 smallest |x_i - x_j|^2 over j != i, the convention of Blanchard et al. 2017 (byzfl
    sums over the n - f nearest including x_i itself, one neighbour more); the m updates of lowest score are averaged, and
    equal scores go by job digest. m = 1 is Krum. Updates with NaN or infinity are dropped first. It withstands f attackers
    where n >= 2f + 3; with fewer updates it still rules, on one neighbour at least. Known weaknesses: it discards honest
    updates from unusual data, and colluders close to each other look like neighbours (ALIE). Needs individual updates.
    """

    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    f: int = 2
    """Attackers that it shall withstand."""
    m: int | None = None
    """Updates that are averaged; None: n - f."""

    def __post_init__(self) -> None:
        if self.f < 0:
            raise ValueError(f"f={self.f}; allowed: 0 or more")
        if self.m is not None and self.m < 1:
            raise ValueError(f"m={self.m}; allowed: 1 or more, or null for n - f")

    def decide(self, view: AggregationView, state: Any) -> Ruling:
        kept = finite(view.submissions)
        if not kept:
            return (), state
        updates = matrix(kept)
        scores = neighbour_scores(updates, max(len(kept) - self.f - 2, 1))
        wanted = self.m if self.m is not None else max(len(kept) - self.f, 1)
        best = np.sort(np.argsort(scores, kind="stable")[:wanted])
        return [Publish("update", updates[best].mean(axis=0).astype(np.float32))], state


def neighbour_scores(updates: NDArray[np.float64], neighbours: int) -> NDArray[np.float64]:
    """Sum of squared distances to the nearest `neighbours` others, float64 (n,), from one Gram matrix."""
    gram = updates @ updates.T
    lengths = np.diag(gram)
    distances = np.maximum(lengths[:, None] + lengths[None, :] - 2 * gram, 0.0)
    np.fill_diagonal(distances, np.inf)
    nearest = np.sort(distances, axis=1)[:, : min(neighbours, len(updates) - 1)]
    scores: NDArray[np.float64] = nearest.sum(axis=1)
    return scores
