"""The seam of governance: whether a proposal is carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class GovernanceView:
    """A proposal and those who may vote on it."""

    proposal: str
    payload: tuple[Effect, ...]
    """What takes effect if it is carried; a rule returns it or nothing."""
    voters: tuple[str, ...]
    power: Mapping[str, int]
    """Voting power at the snapshot."""
    now: float
    total: int = 0
    """All voting power at the snapshot, of voters and of those who are not asked: what a quorum is a share of."""
    requested: int = 0
    """Base units that the payload would spend."""
    funds: int = 0
    """Base units that there are to spend."""


SUPPORTERS = "who stands behind a proposal"
"""What a rule needs that asks nobody, and what a contract hides that shows it all who may vote."""
TIME_TO_ASK = "time to ask voters"
"""What a rule needs that asks for votes, and what a contract hides that acts at once."""


class Governance(Rule):
    """A rule of governance."""

    family: ClassVar[str] = "governance"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Effect})

    def decide(self, view: GovernanceView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `GovernanceView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
