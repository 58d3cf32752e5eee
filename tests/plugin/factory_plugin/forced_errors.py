"""The verification game: planted errors keep checkers awake, and a dispute is narrowed down to one step of training."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, ClassVar

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.effects.judgement import Accept, Reject
from sim.jobs import Job, Training
from sim.messages.host import Asked, Ordered
from sim.messages.training_round import Assigned
from sim.requests import Ask, Draw, Kind, Work
from sim.seams.rule import INDIVIDUAL_UPDATES, Deliberation
from sim.seams.submission import Submission
from sim.seams.verification import Verification, VerificationView
from sim.view import View

PLANT, PLAIN = "plant", "plain"


@dataclass(frozen=True, slots=True)
class Challenge:
    """Which of these claims do you challenge? (owner, digest of its update) pairs; the answer is a tuple of owners."""

    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ForcedErrors(Verification):
    """Accept what nobody challenges. A challenge is bisected: solver and challenger show their checkpoints after k steps,
    k halving towards the first at which they differ, and a third verifier redoes the training up to there; who differs from
    it, or shows nothing, is at fault. With probability `forced` one claim, known to nobody, is false by order; its
    challenger is paid `jackpot` for the true result, so that checking pays even where all are honest.

    Source: Teutsch and Reitwiessner 2017, A scalable verification solution for blockchains. ceil(log2(steps)) rounds.
    Known weaknesses: updates are public before they are checked, so a challenger that compares digests finds a planted
    claim without work (there, the solver itself hands in the false one) and works only for the jackpot; the third verifier
    is believed; it redoes all steps up to the disputed one, where theirs redoes that one alone.
    """

    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})
    forced: int = 100
    """Parts per thousand of the cases in which an error is planted."""
    jackpot: int = 0
    """Base units."""
    within: float = 600.0
    """Seconds in which a claim may be challenged."""

    def __post_init__(self) -> None:
        if not 0 <= self.forced <= 1000:
            raise ValueError(f"forced={self.forced}; allowed: 0 to 1000 parts per thousand")
        if self.jackpot < 0 or not self.within > 0:
            raise ValueError(f"jackpot={self.jackpot}, within={self.within}; allowed: 0 or more, above 0 seconds")

    def decide(self, view: VerificationView, state: Any) -> Deliberation:
        if not view.submissions:
            return (), state
        odds = {PLANT: self.forced, PLAIN: 1000 - self.forced}
        (bit,) = yield Draw(1, (PLANT, PLAIN), odds, sealed=True)
        (victim,) = yield Draw(1, tuple(s.owner for s in view.submissions), sealed=True)
        planted = victim if bit == PLANT else None
        claims = tuple((s.owner, _false(s.key) if s.owner == planted else s.key) for s in view.submissions)
        answers = yield Ask(view.verifiers, Challenge(claims), None, self.within, default=(), sealed=True)
        rejected = list[Reject]()
        for submission in view.submissions:
            bold = tuple(v for v, owners in answers.items() if isinstance(owners, tuple) and submission.owner in owners)
            for challenger in (yield Draw(1, bold)) if bold else ():
                if submission.owner == planted:
                    yield Work(Kind.STEP, submission.job, challenger, view.within, self.jackpot)
                else:
                    rejected += yield from self._dispute(view, submission, challenger)
        faulty = {reject.account for reject in rejected}
        return [*(Accept(s.owner) for s in view.submissions if s.owner not in faulty), *rejected], state

    def _dispute(self, view: VerificationView, claim: Submission, challenger: str) -> Generator[Any, Any, list[Reject]]:
        """Find the first step after which the two differ, and let a third decide; the fault of one of them, or none."""
        solver, job = claim.owner, claim.job
        shown = yield self._checkpoint(view, job, job.steps, challenger)
        if shown is None or np.array_equal(shown, claim.vector):
            return [Reject(challenger, f"challenged {solver} without another result", fault=True)]
        same, differs, theirs, other = 0, job.steps, claim.vector, shown
        while differs - same > 1:
            step = (same + differs) // 2
            both = (self._checkpoint(view, job, step, solver), self._checkpoint(view, job, step, challenger))
            left, right = yield both
            if left is None:
                return [Reject(solver, f"shows no checkpoint after step {step}", fault=True)]
            if right is None:
                return [Reject(challenger, f"shows no checkpoint after step {step}", fault=True)]
            if np.array_equal(left, right):
                same = step
            else:
                differs, theirs, other = step, left, right
        third = tuple(v for v in view.verifiers if v not in (solver, challenger))
        for judge in (yield Draw(1, third)) if third else ():
            redone = yield self._checkpoint(view, job, differs, judge)
            if redone is not None and np.array_equal(redone, other):
                return [Reject(solver, f"step {differs} is wrong, found by {challenger}", fault=True)]
            if redone is not None and np.array_equal(redone, theirs):
                return [Reject(challenger, f"step {differs} of {solver} is right", fault=True)]
        return []

    def _checkpoint(self, view: VerificationView, job: Training, step: int, by: str) -> Work:
        """The first k steps of a job are the k-step job, so checkpoint k is its result."""
        return Work(Kind.STEP, replace(job, steps=step), by, view.within, view.fee, steps_due=job.steps)


def _false(key: str) -> str:
    """A digest that no update has."""
    return blake2b(key.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Quitter(Deviation):
    """Stop training after some steps, and say the same when asked for a checkpoint. Stopped by: any check of the work."""

    after: int
    """Steps that it does train."""

    def plan(self, view: View, task: Assigned) -> Training | None:
        job = self.inner.plan(view, task)
        return None if job is None else self._cut(job)

    def perform(self, view: View, order: Ordered) -> Job | None:
        job = self.inner.perform(view, order)
        return self._cut(job) if isinstance(job, Training) else job

    def _cut(self, job: Training) -> Training:
        return replace(job, steps=min(job.steps, self.after))


@dataclass(frozen=True)
class Challenger(Deviation):
    """Challenge whatever certain accounts claim."""

    suspects: tuple[str, ...]

    def answer(self, view: View, asked: Asked) -> Any:
        if not isinstance(asked.question, Challenge):
            return self.inner.answer(view, asked)
        return tuple(owner for owner, _ in asked.question.claims if owner in self.suspects)
