"""Breaks `budget_balance` by a few base units, which those lack who are paid last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Pay
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class RoundsUp(Reward):
    """Proposal: a share for everybody, and one base unit more."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot // len(view.accepted) + 1) for s in view.accepted], state
