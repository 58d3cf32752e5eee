"""Updates are read as they were handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.privacy import Release
from sim.seams.privacy import Privacy, PrivacyView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class InTheOpen(Privacy):
    """Release every update as it is. Proposal: the control that every other privacy is held against.

    Known weakness: an update tells what it was trained on, down to single rows (Zhu et al. 2019, Deep leakage).
    """

    def decide(self, view: PrivacyView, state: Any) -> Ruling:
        return [Release(submission.owner, submission.vector) for submission in view.submissions], state
