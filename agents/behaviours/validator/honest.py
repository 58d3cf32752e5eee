"""The honest validator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.jobs import Evaluation, Score
from sim.messages.training_round import ScoringOpened
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Evaluate every update on the own hold-out and report the loss that it removed."""

    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        return own

    def waits(self, view: View, scoring: ScoringOpened) -> float:
        return view.time

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        if found is None:
            return None
        before, *after = (score.loss for score in found)
        return {owner: before - loss for (owner, _), loss in zip(scoring.updates, after, strict=True)}
