"""A reputation that follows what was done lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from sim.seams.reputation import BEST, Reputation, ReputationView
from sim.seams.rule import Ruling

Ratings: TypeAlias = tuple[tuple[str, int], ...]
"""(account, rating in 1e-6), by account."""


@dataclass(frozen=True)
class MovingAverage(Reputation):
    """Move each member's rating towards one when its work was accepted, towards zero when not.

    Formula: R <- R + weight (s - R) / 1000, s in {0, 1}, in whole 1e-6, rounded towards zero's side; who did nothing keeps
    its rating. Source: exponential smoothing (Brown 1956), the simplest of the ratings that Josang et al. 2007 survey. Known
    weaknesses: whitewashing, when newcomers are rated better than the caught; build a name, then milk it.
    """

    weight: int = 100
    """Parts per thousand that the newest outcome counts."""
    newcomer: int = 0
    """Rating in 1e-6 before the first outcome."""

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1000:
            raise ValueError(f"weight={self.weight}; allowed: 1 to 1000 parts per thousand")
        if not 0 <= self.newcomer <= BEST:
            raise ValueError(f"newcomer={self.newcomer}; allowed: 0 to 10**6, in 1e-6")

    def begin(self) -> Ratings:
        return ()

    def from_state(self, old: Any) -> Ratings:
        """Take over ratings; what a rule of another kind remembered is none."""
        return old if isinstance(old, tuple) and all(map(_is_rating, old)) else ()

    def rating(self, account: str, state: Ratings) -> int:
        return dict(state).get(account, self.newcomer)

    def decide(self, view: ReputationView, state: Ratings) -> Ruling:
        ratings = dict(state)
        for account, accepted in view.outcomes.items():
            before = ratings.get(account, self.newcomer)
            ratings[account] = (before * (1000 - self.weight) + self.weight * BEST * accepted) // 1000
        return (), tuple(sorted(ratings.items()))


def _is_rating(value: object) -> bool:
    match value:
        case (str(), int(rating)) if not isinstance(rating, bool):
            return 0 <= rating <= BEST
    return False
