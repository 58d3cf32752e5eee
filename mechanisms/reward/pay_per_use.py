"""A royalty for every use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class PayPerUse(Reward):
    """Pay each owner a price for every use of what it made, as far as the pot goes.

    Formula: min(pot, royalty * sum u_j) * u_i / sum u_j to the base unit, over all whose work was used, whether they still
    work or not; without use the pot rolls over. Source: the royalty split of data markets (as in Ocean Protocol, 2019).
    Known weaknesses: whoever pays less for a use than it earns by it buys from itself (wash use), so royalty and other
    rewards together must stay below the fee that is not returned; work is paid long after it was done, and alike whatever it
    was worth, so that whoever got a bad update accepted once lives on it. It needs a contract that meters use, as a
    training round does where it names a model market.
    """

    royalty: int | None = None
    """Base units for one use; None: all of the pot."""

    def __post_init__(self) -> None:
        if self.royalty is not None and self.royalty < 0:
            raise ValueError(f"royalty={self.royalty}; allowed: 0 or more base units, or null for all of the pot")

    def decide(self, view: RewardView, state: Any) -> Ruling:
        uses = [(owner, max(used, 0)) for owner, used in sorted(view.usage.items())]
        owed = view.pot if self.royalty is None else min(view.pot, self.royalty * sum(used for _, used in uses))
        return pay_in_proportion(owed, uses), state
