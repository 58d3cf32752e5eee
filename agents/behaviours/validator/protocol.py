"""The choices of a validator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sim.jobs import Evaluation, Score
from sim.messages.training_round import ScoringOpened
from sim.view import View


class ValidatorBehaviour(Protocol):
    """What a validator decides, beside what every behaviour does."""

    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        """The evaluation to run. `own` scores the old model and then, in order, the old model plus each update, on the
        validator's own hold-out. None: evaluate nothing."""

    def waits(self, view: View, scoring: ScoringOpened) -> float:
        """When to put the scores together, in seconds; now or the past: at once."""

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        """Scores by owner, loss removed in 1e-6 nats; `found` is what the evaluation gave, None if there was none.
        None: report nothing."""
