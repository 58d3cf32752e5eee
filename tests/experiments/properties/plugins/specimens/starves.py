"""Breaks `individual_rationality`: pays trainers a hundredth of what there is for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Starves(Reward):
    """Proposal: equal shares of a hundredth of the pot."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return pay_in_proportion(view.pot // 100, [(s.owner, 1) for s in view.accepted]), state
