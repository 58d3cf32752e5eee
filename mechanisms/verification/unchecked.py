"""No verification at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Accept
from sim.seams.rule import Ruling
from sim.seams.verification import Verification, VerificationView


@dataclass(frozen=True)
class Unchecked(Verification):
    """Accept every update unseen. Proposal: the control that every other verification is held against.

    Known weakness: work that was not done is paid like work that was, unless scoring tells them apart.
    """

    def decide(self, view: VerificationView, state: Any) -> Ruling:
        return [Accept(submission.owner) for submission in view.submissions], state
