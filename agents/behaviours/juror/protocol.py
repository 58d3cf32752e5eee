"""The choices of a juror."""

from __future__ import annotations

from typing import Protocol

from sim.messages.court import Statement
from sim.view import View


class JurorBehaviour(Protocol):
    """What a juror decides, beside what every behaviour does."""

    def votes(self, view: View, statement: Statement) -> bool | None:
        """Whether a statement is true; None: say nothing."""
