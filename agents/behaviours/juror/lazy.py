"""The juror who looks at nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.messages.court import Statement, Uphold
from sim.messages.host import Asked
from sim.view import View


@dataclass(frozen=True)
class Lazy(Deviation):
    """Vote for what is usual, without a look: `usual`.

    The focal point of Schelling 1960, without the work: coherence pays whoever guesses what the others say. Knows: nothing.
    Stopped by: cases that go the unusual way often enough, at a fine that exceeds what looking costs. Once most are lazy,
    the usual is the verdict, and looking is what is fined.
    """

    usual: bool = True

    def votes(self, view: View, statement: Statement) -> bool | None:
        return self.usual

    def answer(self, view: View, asked: Asked) -> Any:
        if isinstance(asked.question, Uphold):
            return self.votes(view, asked.question.statement)
        return super().answer(view, asked)
