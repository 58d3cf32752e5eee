"""Have some of the work done again by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mechanisms.verification.comparison import differs, is_answer
from sim.effects.judgement import Accept, Reject
from sim.requests import Draw, Kind, Work
from sim.seams.rule import INDIVIDUAL_UPDATES, Deliberation
from sim.seams.submission import Submission
from sim.seams.verification import Verification, VerificationView

SCALE = 10**9
"""Chances are drawn in parts of this."""


@dataclass(frozen=True)
class SpotCheck(Verification):
    """Order a part of the round's updates again, each from a verifier drawn by lot, and reject what does not come out the
    same; everything else is accepted.

    Each update is checked with probability p = `rate` and compared by |handed in - redone| <= tolerance * |redone|.
    Deterrence (Becker 1968): with a stake S at risk and a gain g that a caught cheat forfeits, honesty pays when
    p * S >= (1 - p) * g; for p = .1 and g = 10 that is S >= 90. A late, missing or misshapen answer proves nothing and
    counts as no check. Known weaknesses: one lying verifier convicts an honest trainer (let a court hear appeals) or lets
    an accomplice go; nobody checks the verifiers; training that the verifier's hardware cannot repeat to within the
    tolerance looks like cheating; data that were poisoned before the job was assigned pass. Needs a verifier other than
    the trainer, and jobs that determine their result.
    """

    needs = frozenset({INDIVIDUAL_UPDATES})

    rate: float = 0.25
    """Probability that an update is checked."""
    tolerance: float = 1e-3
    """Relative L2 distance still taken for the same; 0: equal to the last bit."""

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            raise ValueError(f"rate={self.rate}; allowed: 0 to 1")
        if not 0 <= self.tolerance < 1:
            raise ValueError(f"tolerance={self.tolerance}; allowed: 0 or more, below 1 (at 1 no work at all passes)")

    def decide(self, view: VerificationView, state: Any) -> Deliberation:
        number, chance = divmod(round(len(view.submissions) * Fraction(self.rate) * SCALE), SCALE)
        if chance:
            # The expected number of checks is not whole: a lot decides about the last, so that the rate is exact.
            lot = yield Draw(1, ("check", "leave"), weights={"check": chance, "leave": SCALE - chance})
            number += lot == ("check",)
        suspects = (yield Draw(number, tuple(s.owner for s in view.submissions))) if number else ()
        checks = list[tuple[Submission, str]]()
        for submission in view.submissions:
            if submission.owner in suspects:
                others = tuple(verifier for verifier in view.verifiers if verifier != submission.owner)
                checks += [(submission, verifier) for verifier in (yield Draw(1, others))]
        orders = tuple(Work(Kind.RERUN, s.job, verifier, view.within, view.fee) for s, verifier in checks)
        answers = (yield orders) if orders else ()
        guilty = {
            submission.owner: f"{verifier} redid the work and it came out otherwise"
            for (submission, verifier), redone in zip(checks, answers, strict=True)
            if is_answer(redone, submission.vector) and differs(submission.vector, redone, self.tolerance)
        }
        return [
            Reject(s.owner, guilty[s.owner], fault=True) if s.owner in guilty else Accept(s.owner)
            for s in view.submissions
        ], state
