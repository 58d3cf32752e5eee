"""The honest auditor."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.jobs import Evaluation, Score
from sim.messages.audit import GROUP_GAP, AuditOpened
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Measure on the own hold-out, and state what was found."""

    def examine(self, view: View, opened: AuditOpened, own: Evaluation) -> Evaluation | None:
        return own

    def certify(self, view: View, opened: AuditOpened, found: Score | None) -> int | None:
        return None if found is None else found.correct * 10**6 // found.rows

    def measures(self, view: View, opened: AuditOpened, test: str, found: tuple[Score, ...] | None) -> int | None:
        if not found:
            return None
        rates = [score.correct * 10**6 // score.rows for score in found]
        return max(rates) - min(rates) if test == GROUP_GAP else max(rates[0] - rates[-1], 0)
