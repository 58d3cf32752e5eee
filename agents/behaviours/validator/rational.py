"""The validator that looks when it pays to look."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.weighing import Weighing
from sim.facts import Fact
from sim.messages.host import Ordered
from sim.messages.training_round import ScoringOpened
from sim.requests import Kind


@dataclass(frozen=True)
class Rational(Weighing):
    """Skip the work when what it costs exceeds what skipping is expected to lose, (1 - p) * g > p * S; do it otherwise.

    The verifier's dilemma: Luu et al., Demystifying incentives in the consensus computer, 2015, by the convention that a
    caught cheat forfeits the gain. Scoring n updates costs n + 1 evaluations at `gain` each, repeating a training costs
    `rerun`. p is what it believes, `chance`: where nobody checks those who check, p = 0 and any cost at all is too much.
    Knows: its costs and its own stake. Stopped by: S >= g * (1 - p) / p, with a p that somebody has to provide, by putting
    in known errors or by asking several for the same.
    """

    gain: int = 6_500_000_000
    """g in base units for one evaluation: what 50 s of an H100 at $2 an hour cost, 6.5 tokens; proposal."""
    rerun: int = 0
    """What repeating a training costs, in base units; 0: ordered checks are always done."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.rerun < 0:
            raise ValueError(f"Rational.rerun={self.rerun}; allowed: 0 or more base units")

    def at_issue(self, fact: Fact) -> int | None:
        if isinstance(fact, ScoringOpened):
            return self.gain * (len(fact.updates) + 1)
        return self.rerun if isinstance(fact, Ordered) and fact.kind == Kind.RERUN.value else None
