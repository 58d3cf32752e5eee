"""The mean of the updates that have close neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from threadpoolctl import ThreadpoolController

from mechanisms.aggregation.matrix import ELEMENTS, Floats, finite, matrix, weighted_sum
from sim.effects.judgement import Publish
from sim.jobs import Vector
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
        mean = weighted_sum(updates[best], np.ones(len(best))) / len(best)
        return [Publish("update", mean.astype(np.float32))], state


def neighbour_scores(updates: Vector, neighbours: int) -> Floats:
    """Sum of squared distances to the nearest `neighbours` others, float64 (n,), of updates (n, P), from one Gram matrix."""
    products = gram(updates)
    squares = np.diag(products)
    distances = np.maximum(squares[:, None] + squares[None, :] - 2 * products, 0.0)
    np.fill_diagonal(distances, np.inf)
    nearest = np.sort(distances, axis=1)[:, : min(neighbours, len(updates) - 1)]
    scores: Floats = nearest.sum(axis=1)
    return scores


def gram(updates: Vector) -> Floats:
    """Inner products of all pairs of updates (n, P), float64 (n, n), summed over a few coordinates at a time."""
    products = np.zeros((len(updates), len(updates)))
    width = max(8 * ELEMENTS // len(updates), 1)  # narrower products of this kind are slower
    # One thread: how a product is divided among several may show in its last bits, and where all cores are busy they wait
    # for each other hundreds of times longer than they work.
    with _threads().limit(limits=1, user_api="blas"):
        for begin in range(0, updates.shape[1], width):
            columns = updates[:, begin : begin + width].astype(np.float64)
            products += columns @ columns.T
    return products


@cache
def _threads() -> ThreadpoolController:
    """The libraries that are loaded; looking for them takes as long as the product for a hundred updates."""
    return ThreadpoolController()
