"""Gate 6: every phase of a factory's life arises; nobody scripts the exits, the entries, the punishments or the votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.validation.economy.settings import DEFAULT
from tests.validation.readings.course import Course, courses

DAYS = 48
PHASES = {
    "join": ("Joined",),
    "bring data": ("Offered",),
    "train": ("RoundOpened", "Assigned"),
    "score": ("ScoringOpened",),
    "settle": ("RoundSettled",),
    "punish": ("Slashed",),
    "audit": ("AuditOpened", "Certified"),
    "sell": ("Deployed", "Updated", "FeesSettled"),
    "divide": ("Distributed",),
    "trade": ("Traded", "LiquidityMoved"),
    "govern": ("Proposed", "VotingOpened", "Carried", "Concluded"),
    "leave": ("Left",),
}
"""The facts by which each is known."""


def played(seeds: Sequence[int]) -> list[Course]:
    """The default as it is written, with its six cheats."""
    return courses(DEFAULT, seeds, DAYS)


def arises(phase: str, found: Sequence[Course]) -> int:
    """In how many runs."""
    return sum(all(kind in run.first for kind in PHASES[phase]) for run in found)


def told(seeds: Sequence[int]) -> Iterator[str]:
    found = played(seeds)
    for phase, kinds in PHASES.items():
        latest = max((run.first[kind] for run in found for kind in kinds if kind in run.first), default=float("nan"))
        yield f"{phase}: in {arises(phase, found)} of {len(found)}, at the latest on day {latest:.0f}"
