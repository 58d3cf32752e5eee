"""The auditor that measures when it pays to measure."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.weighing import Weighing
from sim.facts import Fact
from sim.messages.audit import AuditOpened


@dataclass(frozen=True)
class Rational(Weighing):
    """Be `otherwise` when what an audit costs exceeds what skipping it is expected to lose, (1 - p) * g > p * S.

    The inspection of inspectors, as the verifier's dilemma of Luu et al. 2015, by the convention that a caught cheat
    forfeits the gain g: an evaluation at `gain` for accuracy and one for each other test. p is what it believes, `chance`:
    how likely users are to contradict a certificate. Knows: what is ordered, its costs, its own stake. Stopped by:
    S >= g * (1 - p) / p, so by users who report, and by a stake that is worth something then.
    """

    gain: int = 6_500_000_000
    """g in base units for one evaluation: what 50 s of an H100 at $2 an hour cost, 6.5 tokens; proposal."""

    def at_issue(self, fact: Fact) -> int | None:
        return self.gain * (1 + len(fact.tests)) if isinstance(fact, AuditOpened) else None
