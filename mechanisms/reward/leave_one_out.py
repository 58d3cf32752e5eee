"""Pay for what would be missing without you."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mechanisms.reward.coalitions import measured, panel, players
from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import INDIVIDUAL_UPDATES, Deliberation


@dataclass(frozen=True)
class LeaveOneOut(Reward):
    """Pay accepted updates in proportion to the loss that the mean of all removes beyond the mean of all others.

    Formula: phi_i = v(N) - v(N \\ i), pot * max(phi_i, 0) / sum_j max(phi_j, 0); when nobody was missed, or nobody
    evaluated, the pot rolls over. Source: the baseline of Ghorbani and Zou 2019 (Data Shapley). A verifier drawn by lot
    evaluates n + 1 mixtures in one job on data of its own, for the contract's check fee. Known weaknesses: of
    two that learnt the same neither is missed, so copying somebody ruins him; what is left is small, and often noise;
    one evaluator's word decides, unless there are several. Needs individual updates and verifiers who own data.
    """

    needs = frozenset({INDIVIDUAL_UPDATES})

    evaluators: int = 1
    """Verifiers who evaluate, each for a fee; of several the lower median counts."""

    def __post_init__(self) -> None:
        if self.evaluators < 1:
            raise ValueError(f"evaluators={self.evaluators}; allowed: 1 or more")

    def decide(self, view: RewardView, state: Any) -> Deliberation:
        everybody = players(view)
        all_of_them = (1 << len(everybody)) - 1
        without = {player.owner: all_of_them & ~(1 << place) for place, player in enumerate(everybody)}
        by = yield from panel(view, self.evaluators)
        worth = yield from measured(view, by, (all_of_them, *without.values()))
        if worth is None:
            return (), state
        missed = [(owner, max(worth[all_of_them] - worth[rest], 0)) for owner, rest in without.items()]
        return pay_in_proportion(view.pot, missed), state
