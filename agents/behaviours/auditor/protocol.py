"""The choices of an auditor."""

from __future__ import annotations

from typing import Protocol

from sim.jobs import Evaluation, Score
from sim.messages.audit import AuditOpened
from sim.view import View


class AuditorBehaviour(Protocol):
    """What an auditor decides, beside what every behaviour does."""

    def examine(self, view: View, opened: AuditOpened, own: Evaluation) -> Evaluation | None:
        """The evaluation to run; `own` scores the model on the auditor's own hold-out. None: run none."""

    def certify(self, view: View, opened: AuditOpened, found: Score | None) -> int | None:
        """The share of right answers to state, in 1e-6; `found` is what the evaluation gave, None if there was none.
        None: state nothing."""

    def measures(self, view: View, opened: AuditOpened, test: str, found: tuple[Score, ...] | None) -> int | None:
        """What another test gave, in 1e-6; `found` are the scores of its parts: by protected group for `group_gap`; on
        training rows and on the own hold-out for `membership`; None if nothing was run. None: state nothing at all."""
