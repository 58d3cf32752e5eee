"""How far a sweep is: of what was asked, what is done, failed and missing, and how long the rest will take."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from experiments.running.line import Line
from experiments.sweeping.task import Outcome, State

NAMED = 10
"""Failures that are told one by one; all are in the directory."""


@dataclass
class Tally:
    """Counts outcomes. `failed` begins with what failed before and is not tried again."""

    asked: int
    done: int = 0
    failed: int = 0
    errors: list[str] = field(default_factory=list)
    """Of the first that failed, one line each."""
    refused: str = ""
    """Why the disk took no more; empty when it did not say so."""
    _seen: int = 0
    _began: float = field(default_factory=monotonic)

    @property
    def missing(self) -> int:
        """Asked for, and neither done nor failed."""
        return self.asked - self.done - self.failed

    @property
    def left(self) -> float | None:
        """Seconds until nothing is missing, if it goes on as it went since this began; None before anything ended."""
        return (monotonic() - self._began) / self._seen * self.missing if self._seen else None

    def add(self, outcome: Outcome) -> None:
        self._seen += 1
        match outcome.state:
            case State.DONE:
                self.done += 1
            case State.FAILED:
                self.failed += 1
                if len(self.errors) < NAMED:
                    self.errors.append(f"{outcome.config[:8]}  {outcome.error}")
            case State.REFUSED:
                self.refused = outcome.error

    @property
    def words(self) -> str:
        return f"asked {self.asked:,}  done {self.done:,}  failed {self.failed:,}  missing {self.missing:,}"


class TallyLine(Line):
    """Shows a tally, and how long the rest will take."""

    last: Tally | None = None
    """The one that was told; None before that."""

    def __call__(self, tally: Tally) -> None:
        self.last = tally
        if self.due or not tally.missing:
            self.show(tally.words + (f"  about {span(tally.left)} left" if tally.left else ""))


def span(seconds: float) -> str:
    """`40 s`, `12 min`, `3.5 h`: as exact as an estimate deserves."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
