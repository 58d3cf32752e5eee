"""The seam of privacy: in which form what was submitted may be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.privacy import Release, Seal
from sim.jobs import Training
from sim.seams.rule import Deliberation, Rule, Ruling
from sim.seams.submission import Submission


@dataclass(frozen=True)
class PrivacyView:
    """Updates about to be released."""

    round: int
    submissions: tuple[Submission, ...]
    expected: tuple[str, ...] = ()
    """Accounts that had been assigned an update, whether or not they handed one in."""


class Privacy(Rule):
    """A rule of privacy."""

    family: ClassVar[str] = "privacy"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Release, Seal})

    def protected(self, job: Training) -> Training:
        """A job as this rule wants it done: the privacy of a release is part of the job that makes it."""
        return job

    def decide(self, view: PrivacyView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `PrivacyView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
