"""Support that grows while it stays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mechanisms.governance.voices import voices
from sim.durations import DAY
from sim.messages.ballot import Ballot
from sim.requests import Ask
from sim.seams.governance import TIME_TO_ASK, Governance, GovernanceView
from sim.seams.rule import Deliberation

WHOLE = 10**7
"""Parts in which decay, weight and the largest share are given, as in the contracts of 1Hive."""


@dataclass(frozen=True)
class Conviction(Governance):
    """Ask again and again who stands behind a proposal; carry it as soon as the support that has piled up suffices.

    Formula: y <- alpha y + x each step, x the power in favour; carried at y >= rho S / ((1 - alpha) (beta - r)^2), S all
    power and r the part of the funds that is asked for; never where r >= beta. Source: conviction voting as in 1Hive
    (Zargham 2019). There is no quorum and there are no votes against. Known weaknesses: a proposal that nobody minds wins
    by patience, apathy helps whoever stays; a whale is slowed down and not stopped. It needs power that cannot be lent
    from one proposal to another within a step.
    """

    needs = frozenset({TIME_TO_ASK})
    alpha: int = 7_937_005
    """Decay of conviction in one step, parts of 10**7."""
    rho: int = 20_000
    """Weight of the threshold, parts of 10**7."""
    beta: int = 2_000_000
    """Largest part of the funds that one proposal may get, parts of 10**7."""
    step: float = DAY
    """Seconds from one count to the next."""
    steps: int = 30
    """Counts after which a proposal is given up."""

    def __post_init__(self) -> None:
        if not 0 < self.alpha < WHOLE or not 0 < self.beta <= WHOLE or not self.rho > 0:
            raise ValueError(
                f"alpha={self.alpha}, rho={self.rho}, beta={self.beta}; allowed: parts of 10**7, alpha and beta below one, "
                "all above 0"
            )
        if not 0 < self.step < float("inf") or self.steps < 1:
            raise ValueError(f"step={self.step}, steps={self.steps}; allowed: above 0 seconds, finite, and 1 or more")

    def decide(self, view: GovernanceView, state: Any) -> Deliberation:
        total = view.total or sum(view.power.values())
        needed = threshold(
            view.requested, view.funds, total, Fraction(self.beta, WHOLE), Fraction(self.rho, WHOLE), self._a
        )
        if needed is None or not view.voters:
            return (), state
        piled = 0
        for _ in range(self.steps):
            answers = yield Ask(view.voters, Ballot(view.proposal), within=self.step)
            given = sum(power for power in voices(answers, view.power).values() if power > 0)
            piled = conviction(1, piled, given, self._a)
            if given and piled >= needed:
                return view.payload, state
        return (), state

    @property
    def _a(self) -> Fraction:
        return Fraction(self.alpha, WHOLE)


def conviction(steps: int, before: int, support: int, alpha: Fraction) -> int:
    """What has piled up `steps` after it was `before` under constant support, to the nearest whole:
    y a^t + x (1 - a^t) / (1 - a)."""
    decayed = alpha**steps
    return int(before * decayed + support * (1 - decayed) / (1 - alpha) + Fraction(1, 2))


def threshold(requested: int, funds: int, staked: int, beta: Fraction, rho: Fraction, alpha: Fraction) -> int | None:
    """Conviction that a request needs, rounded down; None when it asks for too large a part of the funds."""
    part = Fraction(requested, funds) if funds else Fraction(bool(requested))
    if part >= beta:
        return None
    return int(rho * staked / ((1 - alpha) * (beta - part) ** 2))
