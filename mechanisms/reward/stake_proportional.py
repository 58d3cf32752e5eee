"""The same for every unit at stake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class StakeProportional(Reward):
    """Pay those whose work was accepted in proportion to what they have at stake.

    Formula: pot * s_i / sum s_j to the base unit; with nothing at stake the pot rolls over. Source: rewards of proof of
    stake; with them alone each share of the stake is a martingale (Fanti et al. 2019). Splitting a stake over k identities
    earns the same. Known weakness: it pays for capital and not for work, so the least work that is accepted is the best;
    it needs a verification that catches idle work.
    """

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return pay_in_proportion(view.pot, [(s.owner, view.stakes.get(s.owner, 0)) for s in view.accepted]), state
