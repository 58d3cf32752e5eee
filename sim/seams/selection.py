"""The seam of selection: who is given which task, and at what price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Assign
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class SelectionView:
    """A task to be given out."""

    round: int
    task: str
    seats: int
    """How many may be chosen."""
    candidates: tuple[str, ...]
    stakes: Mapping[str, int]
    """Base units that each candidate has at stake."""
    budget: int = 0
    """The most that all prices together may come to, in base units."""


class Selection(Rule):
    """A rule of selection."""

    family: ClassVar[str] = "selection"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Assign})

    def decide(self, view: SelectionView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `SelectionView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
