"""The seam of dispute: who is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Verdict
from sim.effects.law import Revert
from sim.effects.money import Pay, Slash
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class DisputeView:
    """A claim, what speaks for it, and who may judge it."""

    claim: Any
    evidence: Any
    round: int
    """0 for the first hearing, then one more for each appeal."""
    jurors: tuple[str, ...]
    stakes: Mapping[str, int]
    fees: int
    """Base units paid for this hearing."""
    parties: tuple[str, ...] = ()


class Dispute(Rule):
    """A rule of dispute."""

    family: ClassVar[str] = "dispute"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Verdict, Slash, Pay, Revert})

    @property
    def longest(self) -> float:
        """Seconds that a case may take; 0 for a rule that asks nobody."""
        return 0.0

    def decide(self, view: DisputeView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `DisputeView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
