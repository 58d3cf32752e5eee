"""The validator that reports what others reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low

from agents.behaviours.deviation import Deviation
from sim.jobs import Evaluation, Score
from sim.messages.training_round import ScoringOpened
from sim.view import View


@dataclass(frozen=True)
class WeightCopier(Deviation):
    """Evaluate nothing; report for each owner the (lower) median of what others last reported about it, and for an owner
    that nobody has scored the median of all that was last reported. Without anything to copy, report nothing. With a
    `lead` it waits until others have reported in the same round.

    Weight copying: Opentensor Foundation, Weight copying in Bittensor, 2024. Knows: the public reports, of past rounds and
    of this one. Stopped by: sealed reports, which leave it those of past rounds, where scores change from round to round;
    and pay for what a report adds. Where scores are steady it is closer to the consensus than those who look.
    """

    contract: str = "training_round"
    """Whose reports are copied."""
    lead: float | None = None
    """Seconds before the last moment to report at which it looks; None: at once, and so at past rounds alone."""

    def __post_init__(self) -> None:
        if self.lead is not None and not self.lead > 0:
            raise ValueError(f"WeightCopier.lead={self.lead}; allowed: above 0 seconds, or null")

    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        return None

    def waits(self, view: View, scoring: ScoringOpened) -> float:
        return view.time if self.lead is None else scoring.until - self.lead

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        reports = view.chain.contract(self.contract)["reports"]
        others = {key: dict(scores) for key, scores in reports.items() if key[1] != view.account and scores}
        if not others:
            return None
        latest = max(number for number, _ in others)
        usual = median_low(
            [score for (number, _), said in others.items() if number == latest for score in said.values()]
        )
        return {owner: self._copied(owner, others, usual) for owner, _ in scoring.updates}

    def _copied(self, owner: str, others: Mapping[tuple[int, str], Mapping[str, int]], usual: int) -> int:
        about = {key: said[owner] for key, said in others.items() if owner in said}
        latest = max((number for number, _ in about), default=-1)
        return median_low([score for (number, _), score in about.items() if number == latest]) if about else usual
