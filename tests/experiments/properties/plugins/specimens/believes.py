"""Breaks `no_profitable_deviation`: takes everybody at his word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Accept
from sim.seams.rule import Ruling
from sim.seams.verification import Verification, VerificationView


@dataclass(frozen=True)
class Believes(Verification):
    """Proposal: accept whatever was handed in."""

    def decide(self, view: VerificationView, state: Any) -> Ruling:
        return [Accept(submission.owner) for submission in view.submissions], state
