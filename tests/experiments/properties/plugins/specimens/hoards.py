"""Breaks `budget_balance` where little may be left: half of every pot is paid to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Hoards(Reward):
    """Proposal: equal shares of half of the pot."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return pay_in_proportion(view.pot // 2, [(s.owner, 1) for s in view.accepted]), state
