"""The auditor that measures nothing."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.jobs import Evaluation, Score
from sim.messages.audit import AuditOpened
from sim.view import View


@dataclass(frozen=True)
class RubberStamp(Deviation):
    """Run nothing, state `stamp` of every model and that nothing else is wrong with it.

    Issuers that shop for ratings get them: Skreta and Veldkamp 2009. Knows nothing. Stopped by: a median over auditors who
    look, and by users, whose reports in the end contradict a certificate that is too good.
    """

    stamp: int = 950_000
    """Share of right answers, in 1e-6."""

    def __post_init__(self) -> None:
        if not 0 <= self.stamp <= 10**6:
            raise ValueError(f"stamp={self.stamp}; allowed: 0 to 10**6")

    def examine(self, view: View, opened: AuditOpened, own: Evaluation) -> Evaluation | None:
        return None

    def certify(self, view: View, opened: AuditOpened, found: Score | None) -> int | None:
        return self.stamp

    def measures(self, view: View, opened: AuditOpened, test: str, found: tuple[Score, ...] | None) -> int | None:
        return 0
