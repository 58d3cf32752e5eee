"""Breaks `budget_balance`: promises the pot to everybody, and so pays nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Pay
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Overpays(Reward):
    """Proposal: the whole pot for each."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot) for s in view.accepted], state
