"""Keeps `sybil_split`: what is split earns what it would have earned whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class ByStake(Reward):
    """Proposal: shares of the pot as shares of the stake of all whose work was accepted."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return pay_in_proportion(view.pot, [(s.owner, view.stakes.get(s.owner, 0)) for s in view.accepted]), state
