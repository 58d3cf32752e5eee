"""The validator that rolls dice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.jobs import Evaluation, Score
from sim.messages.training_round import ScoringOpened
from sim.view import View


@dataclass(frozen=True)
class RandomScores(Deviation):
    """Evaluate nothing; report for everybody a number drawn evenly from `low` to `high`, in 1e-6 nats of loss removed.

    The lazy expert of crowdsourcing: Dasgupta and Ghosh, Crowdsourced judgement elicitation with endogenous proficiency,
    2013. Knows: whose updates there are. Stopped by: a consensus that weighs it against others, pay by agreement with them.
    Where every report is paid alike it earns what the careful earn, without their costs.
    """

    low: int = 0
    high: int = 1_000_000

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"RandomScores.low={self.low}, high={self.high}; allowed: low at most high")

    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        return None

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        drawn = view.draws("random scores").integers(self.low, self.high, size=len(scoring.updates), endpoint=True)
        return {owner: int(score) for (owner, _), score in zip(scoring.updates, drawn, strict=True)}
