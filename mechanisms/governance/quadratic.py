"""Votes that cost their square."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Any

from mechanisms.governance.voices import voices
from sim.durations import DAY
from sim.messages.ballot import Ballot
from sim.requests import Ask
from sim.seams.governance import TIME_TO_ASK, Governance, GovernanceView
from sim.seams.rule import Deliberation

FINE = 10**6
"""Roots are kept to the thousandth part of a vote: isqrt(FINE * power)."""


@dataclass(frozen=True)
class Quadratic(Governance):
    """Count the square root of the power that each voter gives, for or against.

    Formula: v = sqrt(c), c <= power; carried when the votes for exceed those against and enough power takes part. Source:
    quadratic voting (Lalley and Weyl 2018). Here credits are voting power, which is given up to its whole for each proposal
    and not spent. Known weakness: k identities with a k-th of the power each have sqrt(k) times the votes of one; it needs
    an identity that is one to a person. Colluders who trade votes gain likewise.
    """

    needs = frozenset({TIME_TO_ASK})
    quorum: int = 40
    """Parts per thousand of all power that must vote."""
    period: float = 3 * DAY
    """Seconds in which votes are taken."""

    def __post_init__(self) -> None:
        if not 0 <= self.quorum <= 1000:
            raise ValueError(f"quorum={self.quorum}; allowed: 0 to 1000 parts per thousand")
        if not 0 < self.period < float("inf"):
            raise ValueError(f"period={self.period}; allowed: above 0 seconds, finite")

    def decide(self, view: GovernanceView, state: Any) -> Deliberation:
        total = view.total or sum(view.power.values())
        answers = yield Ask(view.voters, Ballot(view.proposal), within=self.period)
        given = list(voices(answers, view.power).values())
        reached = sum(map(abs, given)) * 1000 >= self.quorum * total
        return view.payload if reached and sum(map(votes, given)) > 0 else (), state


def votes(given: int) -> int:
    """Thousandths of a vote that power buys, negative for those against."""
    root = isqrt(abs(given) * FINE)
    return root if given > 0 else -root
