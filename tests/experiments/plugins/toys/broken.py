"""Rules and behaviours that break, and a rule that hides what another needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.jobs import Vector
from sim.seams.privacy import Privacy, PrivacyView
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import INDIVIDUAL_UPDATES, Ruling
from sim.view import View


@dataclass(frozen=True)
class BrokenReward(Reward):
    """Divide by nobody."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        raise ZeroDivisionError("nobody to pay")


@dataclass(frozen=True)
class BrokenTrainer(Deviation):
    """Forget where the update was put."""

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        raise KeyError("update")


@dataclass(frozen=True)
class Sum(Privacy):
    """Show the sum alone."""

    hides = frozenset({INDIVIDUAL_UPDATES})

    def decide(self, view: PrivacyView, state: Any) -> Ruling:
        return (), state
