"""The trainer that stops early."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.behaviours.deviation import Deviation
from sim.jobs import Training
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True)
class UnderTraining(Deviation):
    """Train k of the K steps that were assigned and hand that in as the whole; k = floor(share * K).

    Lazy work of the verifier's dilemma: Luu et al., Demystifying incentives in the consensus computer, 2015. It saves
    (1 - k / K) of the cost of a task, the gain in the deterrence condition of Becker 1968. Knows: its own task. Stopped by:
    any check that repeats the work, and more weakly by a reward that pays for loss removed. No aggregation tells it from a
    small honest step.
    """

    share: float = 0.5
    """Of the steps that it trains."""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"UnderTraining.share={self.share}; allowed: 0 to 1")

    def plan(self, view: View, task: Assigned) -> Training | None:
        job = super().plan(view, task)
        return None if job is None else replace(job, steps=int(job.steps * self.share))
