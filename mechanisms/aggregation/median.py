"""The median of every coordinate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mechanisms.aggregation.matrix import finite, matrix
from sim.effects.judgement import Publish
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
        return [Publish("update", np.median(matrix(kept), axis=0).astype(np.float32))], state
