"""The same for everybody whose work was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class EqualSplit(Reward):
    """Pay every accepted update the same, pot / n to the base unit.

    Formula: pot / n each; of the pot % n base units left over, one goes to each of the alphabetically first owners. With
    nobody accepted the pot rolls over. Source: the equal division of cooperative games (van den Brink 2007), which ignores
    what each player adds. Known weakness: k identities earn k shares, and an update that does nothing earns as much as any
    other (the free rider); it needs a cost of identity and a verification that catches idle work.
    """

    def decide(self, view: RewardView, state: Any) -> Ruling:
        return pay_in_proportion(view.pot, [(accepted.owner, 1) for accepted in view.accepted]), state
