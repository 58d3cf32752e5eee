"""Have all of the work done several times over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mechanisms.verification.comparison import differs, is_answer
from sim.effects.judgement import Accept, Reject
from sim.jobs import Vector
from sim.requests import Draw, Kind, Work
from sim.seams.rule import INDIVIDUAL_UPDATES, Deliberation
from sim.seams.verification import Verification, VerificationView


@dataclass(frozen=True)
class Redundancy(Verification):
    """Order every update again from n verifiers drawn by lot; reject it when m of them got the same, and it is another.

    Two vectors are the same when |a - b| <= tolerance * |b|. With fewer than m who agree an update is accepted, so a
    convicted trainer has m verifiers against it; if a share f of the verifiers lies together, an honest one is convicted
    with chance sum over k >= m of C(n, k) f^k (1 - f)^(n - k). Source: the quorum of BOINC (Anderson 2004). A late, missing
    or misshapen answer counts for nobody. Known weaknesses: it costs n times the training; verifiers who copy from each
    other, or are one person, are no quorum; hardware that cannot repeat training to within the tolerance finds no quorum
    and accepts everything. Needs verifiers other than the trainer, and jobs that determine their result.
    """

    needs = frozenset({INDIVIDUAL_UPDATES})

    copies: int = 3
    """Verifiers who redo each update (n); fewer when there are no more."""
    quorum: int = 2
    """Verifiers who must have got the same to convict (m)."""
    tolerance: float = 1e-3
    """Relative L2 distance still taken for the same; 0: equal to the last bit."""

    def __post_init__(self) -> None:
        if not 1 <= self.quorum <= self.copies:
            raise ValueError(f"copies={self.copies}, quorum={self.quorum}; allowed: 1 <= quorum <= copies")
        if not 0 <= self.tolerance < 1:
            raise ValueError(f"tolerance={self.tolerance}; allowed: 0 or more, below 1 (at 1 no work at all passes)")

    def decide(self, view: VerificationView, state: Any) -> Deliberation:
        if not view.submissions:
            return (), state
        others = [tuple(v for v in view.verifiers if v != s.owner) for s in view.submissions]
        drawn = yield tuple(Draw(self.copies, among) for among in others)
        orders = tuple(
            Work(Kind.RERUN, submission.job, verifier, view.within, view.fee)
            for submission, verifiers in zip(view.submissions, drawn, strict=True)
            for verifier in verifiers
        )
        answers = iter((yield orders) if orders else ())
        effects = list[Accept | Reject]()
        for submission, verifiers in zip(view.submissions, drawn, strict=True):
            redone = [answer for _ in verifiers if is_answer(answer := next(answers), submission.vector)]
            against = self._agreed_against(submission.vector, redone)
            reason = f"{against} of {len(verifiers)} redid the work and it came out otherwise, and alike"
            effects.append(Reject(submission.owner, reason, fault=True) if against else Accept(submission.owner))
        return effects, state

    def _agreed_against(self, handed_in: Vector, redone: Sequence[Vector]) -> int:
        """How many agree on another result; 0 when they are no quorum, or when a quorum got what was handed in."""
        same = [sum(not differs(other, one, self.tolerance) for other in redone) for one in redone]
        agreed = [(count, one) for count, one in zip(same, redone, strict=True) if count >= self.quorum]
        if any(not differs(handed_in, one, self.tolerance) for _, one in agreed):
            return 0
        return max((count for count, _ in agreed), default=0)
