"""The seam of verification: was the work done as it was assigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Accept, OpenDispute, Reject
from sim.seams.rule import Deliberation, Rule, Ruling
from sim.seams.submission import Submission


@dataclass(frozen=True)
class VerificationView:
    """The submissions of a round, before anybody is paid."""

    round: int
    submissions: tuple[Submission, ...]
    verifiers: tuple[str, ...]
    """Accounts that may be ordered to redo work."""
    stakes: Mapping[str, int]
    within: float
    """Seconds that a check may take."""
    fee: int = 0
    """Base units offered for one check."""
    forfeit: int = 0
    """Base units an offender would lose."""


class Verification(Rule):
    """A rule of verification."""

    family: ClassVar[str] = "verification"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Accept, Reject, OpenDispute})

    def decide(self, view: VerificationView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `VerificationView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
