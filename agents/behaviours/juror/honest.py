"""The honest juror."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.behaviour import Behaviour
from sim.messages.court import Statement, Uphold
from sim.messages.host import Asked
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Look the statement up in the contract's public storage, and say whether it is true."""

    def votes(self, view: View, statement: Statement) -> bool | None:
        try:
            rows = view.chain.contract(statement.contract)[statement.table]
        except KeyError:
            return False
        return statement.true_of(rows)

    def answer(self, view: View, asked: Asked) -> Any:
        return self.votes(view, asked.question.statement) if isinstance(asked.question, Uphold) else None
