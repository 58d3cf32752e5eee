"""Two behaviours in one: what switch, mix and adaptive have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agents.behaviours.deviation import Deviation
from agents.behaviours.noting import Notes
from sim.facts import Fact
from sim.view import View


@dataclass(frozen=True)
class Choice(Deviation):
    """Lets `inner` or `otherwise` decide, as `turns` says. Both hear and remember everything; one of them acts."""

    otherwise: Any = field(kw_only=True)
    """The other behaviour: any of the same role."""

    def turns(self, view: View, decision: str) -> bool:
        """Whether `otherwise` takes the decision of this name."""
        raise TypeError(f"{type(self).__name__} never chooses: define turns(view, decision)")

    def note(self, view: View, fact: Fact) -> Any:
        """The choice's own note after hearing a fact; the one before is `view.memory.own`, None at first."""
        return view.memory.own

    def whom(self, view: View, decision: str) -> tuple[Any, View]:
        turned = self.turns(view, decision)
        return (self.otherwise if turned else self.inner), view.recalling(view.memory.inner[turned])

    @property
    def listens(self) -> frozenset[type[Fact]]:
        kinds: frozenset[type[Fact]] = self.inner.listens | self.otherwise.listens
        return kinds

    def begin(self) -> Any:
        return Notes(None, (self.inner.begin(), self.otherwise.begin()))

    def remember(self, view: View, fact: Fact) -> Any:
        inner, otherwise = (view.recalling(memory) for memory in view.memory.inner)
        each = (self.inner.remember(inner, fact), self.otherwise.remember(otherwise, fact))
        return Notes(self.note(view, fact), each)
