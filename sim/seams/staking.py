"""The seam of staking: what must be put at stake, when it comes back, and what a fault costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.law import Revert
from sim.effects.money import Lock, Slash, Unlock
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class StakingView:
    """A member whose stake is in question."""

    event: str
    """`join`, `leave` or `fault`."""
    account: str
    role: str
    staked: int
    """Base units locked now."""
    offered: int
    """Base units the account offers to lock (on `join`)."""
    now: float
    reason: str = ""
    """What the fault was (on `fault`)."""


class Staking(Rule):
    """A rule of staking."""

    family: ClassVar[str] = "staking"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Lock, Unlock, Slash, Revert})

    def decide(self, view: StakingView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `StakingView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
