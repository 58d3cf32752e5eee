"""The score that a majority of the stake supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Publish
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class StakeWeightedMedian(Consensus):
    """Give each subject the highest score that validators with a share kappa of the stake reach or exceed.

    Formula: the largest reported w such that the stake below w is at most (1 - kappa) of all; with no stake, 0. Source:
    Yuma consensus, `weighted_median` of opentensor/subtensor. A validator that reported but left a subject out counts as 0
    for it; one that did not report at all does not count. Known weaknesses: a majority kappa of the reporting stake sets
    every score; validators that copy the last scores are never off; stake that stays silent makes the rest weigh more.
    """

    kappa: int = 500
    """Parts per thousand of the stake that must stand behind a score; of two equal halves the one with the higher wins."""

    def __post_init__(self) -> None:
        if not 0 < self.kappa <= 1000:
            raise ValueError(f"kappa={self.kappa}; allowed: 1 to 1000 parts per thousand")

    def decide(self, view: ConsensusView, state: Any) -> Ruling:
        stakes = [view.stakes.get(validator, 0) for validator in view.reports]
        scores = {
            subject: self._supported(stakes, [report.get(subject, 0) for report in view.reports.values()])
            for subject in view.subjects
        }
        return [Publish("scores", scores)], state

    def _supported(self, stakes: Sequence[int], reported: Sequence[int]) -> int:
        """The supported score. Integers throughout: a stake of exactly kappa is a majority."""
        minority = sum(stakes) * (1000 - self.kappa)
        supported = below = 0
        for score, stake in sorted(zip(reported, stakes, strict=True)):
            if stake and below * 1000 <= minority:
                supported = score
            below += stake
        return supported
