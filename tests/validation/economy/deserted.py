"""Gate 4: where nobody buys, everybody leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.validation.economy.settings import NOBODY_BUYS
from tests.validation.readings.course import Course, courses

DAYS = 35
FIRST = (6, 12)
"""Days between which the first is to leave."""
EMPTY = 25
"""Day on which nobody is to be left."""
ON_CREDIT = ("auditor", "developer")
"""Who is paid, or has to pay, by the month."""


def played(seeds: Sequence[int]) -> list[Course]:
    return courses(NOBODY_BUYS, seeds, DAYS)


def first_exit(run: Course) -> int:
    """Day."""
    return int(np.flatnonzero(np.diff(run.inside) < 0)[0]) + 1


def left(run: Course, day: int) -> dict[str, int]:
    """Who is still inside, by role."""
    return {role: int(inside[day]) for role, inside in run.members.items() if inside[day]}


def told(seeds: Sequence[int]) -> Iterator[str]:
    for seed, run in zip(seeds, played(seeds), strict=True):
        half, nobody = (next((day for day, n in enumerate(run.inside) if n <= most), None) for most in (35, 0))
        there = f"on day {EMPTY} {left(run, EMPTY)}, unpaid bills ${run.unpaid.sum():.0f}"
        yield f"seed {seed}: first exit on day {first_exit(run)}, half gone on {half}, all on {nobody}; {there}"
