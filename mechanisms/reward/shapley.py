"""Pay for what you add on average, whoever is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from mechanisms.reward.coalitions import joined, marginals, measured, panel, players, shapley_values
from sim.effects.money import pay_in_proportion
from sim.requests import Draw
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import INDIVIDUAL_UPDATES, Deliberation


@dataclass(frozen=True)
class Shapley(Reward):
    """Pay accepted updates in proportion to their Shapley values in the game whose worth is the loss removed.

    Formula: phi_i = mean over all orders of v(those before i, and i) - v(those before i), v(S) the loss that the mean of the
    updates in S removes; pot * max(phi_i, 0) / sum_j max(phi_j, 0). Up to `exact` players all 2^n coalitions are evaluated,
    above it those of `orders` orders drawn by lot. When nobody evaluated the pot rolls over. Source: Shapley 1953; data
    Shapley (Ghorbani and Zou 2019), whose Monte Carlo is the sampled form. A verifier drawn by lot evaluates all mixtures in
    one job on data of its own. Known weaknesses: k copies of an update take k / (k + 1) of what they share with one
    rival, so it pays to multiply; 2^n evaluations take time that a round may not have; sampled values are noisy. Needs
    individual updates and verifiers who own data.
    """

    needs = frozenset({INDIVIDUAL_UPDATES})

    exact: int = 5
    """Players up to whom all coalitions are evaluated, at most 12: 4096 of them."""
    orders: int = 4
    """Orders of joining that are drawn when there are more players."""
    evaluators: int = 1
    """Verifiers who evaluate, each for a fee; of several the lower median counts."""

    def __post_init__(self) -> None:
        if not 0 <= self.exact <= 12:
            raise ValueError(f"exact={self.exact}; allowed: 0 to 12 players, whose coalitions are 4096")
        if self.orders < 1 or self.evaluators < 1:
            raise ValueError(f"orders={self.orders}, evaluators={self.evaluators}; allowed: 1 or more")

    def decide(self, view: RewardView, state: Any) -> Deliberation:
        owners = tuple(player.owner for player in players(view))
        if len(owners) <= self.exact:
            every = range(2 ** len(owners))
            by = yield from panel(view, self.evaluators)
            worth = yield from measured(view, by, every)
            added = [] if worth is None else in_whole_numbers(shapley_values([worth[c] for c in every]))
        else:
            drawn = yield tuple(Draw(len(owners), owners) for _ in range(self.orders))
            joining = [joined(order, owners) for order in drawn]
            by = yield from panel(view, self.evaluators)
            worth = yield from measured(view, by, (c for order in joining for c in order))
            walked = [] if worth is None else [marginals(order, worth, len(owners)) for order in joining]
            added = [sum(column) for column in zip(*walked, strict=True)]
        earned = [(owner, max(value, 0)) for owner, value in zip(owners, added, strict=False)]
        return pay_in_proportion(view.pot, earned), state


def in_whole_numbers(values: Sequence[Fraction]) -> list[int]:
    """The same proportions, times a common denominator."""
    scale = lcm(*(value.denominator for value in values))
    return [int(value * scale) for value in values]
