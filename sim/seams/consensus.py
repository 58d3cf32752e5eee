"""The seam of consensus: one score for each participant out of what several validators say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Publish
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class ConsensusView:
    """What the validators of a round reported."""

    round: int
    subjects: tuple[str, ...]
    """Accounts that were scored."""
    reports: Mapping[str, Mapping[str, int]]
    """validator -> subject -> score (integers: loss removed in 1e-6 nats, or weights)."""
    stakes: Mapping[str, int]
    """Base units behind each validator."""


class Consensus(Rule):
    """A rule of consensus."""

    family: ClassVar[str] = "consensus"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Publish})

    def decide(self, view: ConsensusView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `ConsensusView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
