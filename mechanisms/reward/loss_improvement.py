"""Pay for the loss that an update removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class LossImprovement(Reward):
    """Pay accepted updates in proportion to the loss they removed, as validators measured it.

    Formula: pot * max(d_i - floor, 0) / sum_j max(d_j - floor, 0), d_i the consensus score in 1e-6 nats; when nobody is
    above the floor the pot rolls over. Source: the loss score of Gauntlet (Lidin et al. 2025, arXiv 2505.21684). Known
    weaknesses: it is the worth of an update alone, so k updates that learnt the same thing earn k times its worth (Shapley
    would share it); it pays what validators say, so it needs a consensus that a colluding minority cannot move, and rows
    that trainers have not seen.
    """

    floor: int = 0
    """1e-6 nats of loss that must be removed before anything is earned: the noise of a validator's split."""

    def __post_init__(self) -> None:
        if self.floor < 0:
            raise ValueError(f"floor={self.floor}; allowed: 0 or more, in 1e-6 nats (below 0 harm would be paid for)")

    def decide(self, view: RewardView, state: Any) -> Ruling:
        earned = [(accepted.owner, max(accepted.score - self.floor, 0)) for accepted in view.accepted]
        return pay_in_proportion(view.pot, earned), state
