"""Everything to the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Pay
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class WinnerTakesAll(Reward):
    """Pay the whole pot for the highest score; of equal scores the first in the order of names, and none if none is above 0.

    Formula: pot to argmax_i d_i, d_i the consensus score in 1e-6 nats. Source: the all-pay contest for one prize (Moldovanu
    and Sela 2001). Known weaknesses: whoever cannot win does nothing, so weaker developers stay away; a hair's breadth,
    which is noise on a small hold-out, decides about everything. It needs scores that were measured on the same rows.
    """

    def decide(self, view: RewardView, state: Any) -> Ruling:
        best = min(view.accepted, key=lambda accepted: (-accepted.score, accepted.owner), default=None)
        if best is None or best.score <= 0 or not view.pot:
            return (), state
        return [Pay(best.owner, view.pot)], state
