"""Breaks every run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class DividesByZero(Reward):
    """Proposal: shares of nothing."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return [], view.pot // 0
