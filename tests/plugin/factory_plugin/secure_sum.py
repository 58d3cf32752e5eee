"""Updates that are read only together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.effects.privacy import Release
from sim.seams.privacy import Privacy, PrivacyView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling


@dataclass(frozen=True)
class SecureSum(Privacy):
    """Release the mean of all updates in the place of each: nobody learns what anybody in particular handed in.

    This is what secure aggregation computes (Bonawitz et al. 2017), without its cost and its dropouts. Below `least`
    updates nothing is released; an update that is not finite is left out. Known weakness: whoever poisons its update
    cannot be told from the others, so rules that compare updates do not go with it; all but one participant together know
    the last one's.
    """

    hides: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    least: int = 3
    """Updates that must be hidden among each other."""

    def __post_init__(self) -> None:
        if self.least < 2:
            raise ValueError(f"least={self.least}; allowed: 2 or more (one update hides nothing)")

    def decide(self, view: PrivacyView, state: Any) -> Ruling:
        summed = [submission for submission in view.submissions if np.isfinite(submission.vector).all()]
        if len(summed) < self.least:
            return (), state
        mean = np.mean([submission.vector for submission in summed], axis=0, dtype=np.float64)
        return [Release(submission.owner, mean.astype(np.float32)) for submission in summed], state
