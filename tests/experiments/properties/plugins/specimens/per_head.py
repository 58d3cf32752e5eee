"""Breaks `sybil_split`: it pays by head, and heads are free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class PerHead(Reward):
    """Proposal: every accepted account has the same share of the pot."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return pay_in_proportion(view.pot, [(accepted.owner, 1) for accepted in view.accepted]), state
