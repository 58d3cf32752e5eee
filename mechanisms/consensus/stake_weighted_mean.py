"""The mean of what the validators say, by their stake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Publish
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class StakeWeightedMean(Consensus):
    """Give each subject the mean of its reported scores, weighted by the stake behind them.

    Formula: sum S_v w_vj / sum S_v, to the nearest whole number, halves up; with no stake, 0. Source: the linear opinion
    pool (Stone 1961). A validator that reported but left a subject out counts as 0 for it; one that did not report does not
    count. Known weakness: any stake however small moves any score as far as it likes, because nobody bounds what is
    reported; it is the control that a median is held against. Splitting a stake changes nothing.
    """

    def decide(self, view: ConsensusView, state: Any) -> Ruling:
        reports = [(view.stakes.get(validator, 0), report) for validator, report in view.reports.items()]
        whole = sum(stake for stake, _ in reports)
        scores = dict.fromkeys(view.subjects, 0)
        if whole:
            for subject in view.subjects:
                said = sum(stake * report.get(subject, 0) for stake, report in reports)
                scores[subject] = (2 * said + whole) // (2 * whole)
        return [Publish("scores", scores)], state
