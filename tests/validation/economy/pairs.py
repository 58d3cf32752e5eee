"""Runs beside the runs of the same seeds in which one thing is otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.validation.economy.estimate import Estimate
from tests.validation.readings.course import Course, Series

WEEK = 7


@dataclass(frozen=True)
class Pairs:
    """Runs that something happens to on day `since`, and their pairs in which it does not."""

    struck: Sequence[Course]
    spared: Sequence[Course]
    since: int

    def gaps(self, what: str) -> Series:
        """(seeds, days): how far the logarithm of a figure is off its pair, day by day from `since` on. A figure that is 0
        is taken for a millionth: nothing is left of it."""
        logs = [
            np.log(np.maximum([getattr(run, what)[self.since :] for run in runs], 1e-6))
            for runs in (self.struck, self.spared)
        ]
        gap: Series = logs[0] - logs[1]
        return gap

    def half_time(self, what: str) -> float:
        """Days until the mean gap has gone half of the way to where it is in the last week; NaN when it went nowhere."""
        gap = self.gaps(what).mean(axis=0)
        end = gap[-WEEK:].mean()
        gone = np.flatnonzero(np.sign(end) * gap >= abs(end) / 2)
        return float(gone[0]) if len(gone) and end else float("nan")

    def change(self, what: str, last: int = WEEK) -> Estimate:
        """How much a figure differs in the mean of the last days, as a part of what it is in the pair."""
        means = [np.array([getattr(run, what)[-last:].mean() for run in runs]) for runs in (self.struck, self.spared)]
        return Estimate.of((means[0] / means[1] - 1).tolist())
