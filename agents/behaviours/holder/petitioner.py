"""The holder with a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.durations import DAY
from sim.effects.effect import Effect
from sim.messages.governor import Propose
from sim.view import View


@dataclass(frozen=True)
class Petitioner(Deviation):
    """Propose one effect, once, from day `at_days` on. A proposal made by hand, to see what a vote changes."""

    effect: Effect | None = None
    """What is proposed; None: nothing."""
    at_days: float = 0.0
    title: str = ""

    def __post_init__(self) -> None:
        if not self.at_days >= 0:
            raise ValueError(f"Petitioner.at_days={self.at_days}; allowed: 0 or more days")

    def proposes(self, view: View) -> Propose | None:
        made = view.chain.contract("governor")["proposals"].values()
        if self.effect is None or view.time < self.at_days * DAY or any(p.proposer == view.account for p in made):
            return super().proposes(view)
        return Propose((self.effect,), self.title)
