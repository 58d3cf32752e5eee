"""The seam of reputation: what is remembered of how somebody behaved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class ReputationView:
    """What members did since the last look; the ruling carries no effects, only the new state."""

    round: int
    outcomes: Mapping[str, bool]
    """account -> accepted."""


BEST = 10**6
"""The best rating, in 1e-6."""


class Reputation(Rule):
    """A rule of reputation."""

    family: ClassVar[str] = "reputation"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset()

    def rating(self, account: str, state: Any) -> int:
        """How an account stands, 0 to 10**6; the best where nothing is remembered."""
        return BEST

    def decide(self, view: ReputationView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `ReputationView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
