"""No reputation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.seams.reputation import Reputation, ReputationView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Unrated(Reputation):
    """Remember nothing about anybody. Proposal: the control that every other reputation is held against.

    Known weakness: whoever was caught yesterday is as good as new today.
    """

    def decide(self, view: ReputationView, state: Any) -> Ruling:
        return (), None
