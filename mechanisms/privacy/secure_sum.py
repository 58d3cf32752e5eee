"""Updates that are read only together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mechanisms.privacy.masks import decoded, masked, unmasked
from sim.effects.privacy import Release
from sim.seams.privacy import Privacy, PrivacyView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling


@dataclass(frozen=True)
class SecureSum(Privacy):
    """Release the mean of all updates in the place of each: nobody learns what anybody in particular handed in.

    Formula: y_i = x_i + sum over j > i of r_ij - sum over j < i of r_ij modulo 2^64, r_ij from a seed that i and j share;
    the masks cancel in the sum. Whoever was expected and handed in nothing, or what is not finite, has dropped out; if the
    survivors are at least a share `threshold` of the expected, and `least` of them, they put its seeds together and take its
    masks off, else nothing is released. Source: Bonawitz et al. 2017, with hashed names in the place of key agreement, and
    secret sharing taken for granted. Entries are whole 2^-24, at most 2^30. Known weaknesses: whoever poisons its
    update cannot be told from the others, so rules that compare updates do not go with it; all but one participant together
    know the last one's update. Hides individual updates.
    """

    hides: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    threshold: int = 667
    """Parts per thousand of the expected who must hand in."""
    least: int = 3
    """Updates that must be hidden among each other."""

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1000:
            raise ValueError(f"threshold={self.threshold}; allowed: 1 to 1000 parts per thousand")
        if self.least < 2:
            raise ValueError(f"least={self.least}; allowed: 2 or more (one update hides nothing)")

    def decide(self, view: PrivacyView, state: Any) -> Ruling:
        handed_in = {s.owner: s.vector for s in view.submissions if np.isfinite(s.vector).all()}
        survivors = sorted(handed_in)
        everybody = sorted({*view.expected, *(s.owner for s in view.submissions)})
        if len(survivors) < self.least or len(survivors) * 1000 < self.threshold * len(everybody):
            return (), state
        total = np.zeros(len(handed_in[survivors[0]]), np.uint64)
        for owner in survivors:
            total = total + masked(handed_in[owner], owner, everybody, view.round)
        dropped = [owner for owner in everybody if owner not in handed_in]
        mean = decoded(unmasked(total, survivors, dropped, view.round)) / len(survivors)
        return [Release(owner, mean.astype(np.float32)) for owner in survivors], state
