"""A deviation that remembers something of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.facts import Fact
from sim.view import View


@dataclass(frozen=True, slots=True)
class Notes:
    """The memory of a behaviour that wraps another: its own note, and beneath it what the other remembers."""

    own: Any
    inner: Any


@dataclass(frozen=True)
class Noting(Deviation):
    """Keeps a note of its own, which `note` changes; the behaviour inside sees its own memory and never the note.

    What a subclass leaves to `inner` it asks of `super()`, not of `self.inner`, so that the memory is peeled off.
    """

    def note(self, view: View, fact: Fact) -> Any:
        """The note after hearing a fact; the one before is `view.memory.own`, None at first."""
        return view.memory.own

    def whom(self, view: View, decision: str) -> tuple[Any, View]:
        return self.inner, view.recalling(view.memory.inner)

    def begin(self) -> Any:
        return Notes(None, self.inner.begin())

    def remember(self, view: View, fact: Fact) -> Any:
        before: Notes = view.memory
        own, inner = self.note(view, fact), self.inner.remember(view.recalling(before.inner), fact)
        return before if own is before.own and inner is before.inner else Notes(own, inner)
