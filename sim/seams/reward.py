"""The seam of reward: how a pot is divided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.money import Pay, Vest
from sim.seams.rule import Deliberation, Rule, Ruling
from sim.seams.submission import Submission


@dataclass(frozen=True)
class RewardView:
    """A pot and those who may have earned it."""

    round: int
    pot: int
    """Base units to divide."""
    accepted: tuple[Submission, ...]
    """Accepted submissions with their consensus scores, in job-digest order."""
    stakes: Mapping[str, int]
    """Base units that each owner has at stake."""
    now: float = 0.0
    usage: Mapping[str, int] = field(default_factory=dict)
    """How often what each owner made was used since the last payment, by whoever has made something that was."""
    verifiers: tuple[str, ...] = ()
    """Accounts that may be ordered to evaluate."""
    within: float = 0.0
    """Seconds that an evaluation may take."""
    fee: int = 0
    """Base units offered for one evaluation, on top of the pot."""


class Reward(Rule):
    """A rule of reward."""

    family: ClassVar[str] = "reward"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Pay, Vest})

    def decide(self, view: RewardView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `RewardView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
