"""The seam of aggregation: one model update out of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Publish
from sim.jobs import Vector
from sim.seams.rule import Deliberation, Rule, Ruling
from sim.seams.submission import Submission


@dataclass(frozen=True)
class AggregationView:
    """The accepted updates of a round, in job-digest order."""

    round: int
    submissions: tuple[Submission, ...]
    model: Vector
    """Parameters before the round, float32 (P,), read-only."""


class Aggregation(Rule):
    """A rule of aggregation."""

    family: ClassVar[str] = "aggregation"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Publish})

    def decide(self, view: AggregationView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `AggregationView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
