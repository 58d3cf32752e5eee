"""The timetable of a training round."""

from __future__ import annotations

from dataclasses import dataclass

from sim.durations import HOUR


@dataclass(frozen=True)
class RoundSchedule:
    """Seconds from the start of a round to its next, and the length of its parts in order. Four rounds a day by default."""

    period: float = 6 * HOUR
    first: float = 1 * HOUR
    """When the first round starts: members must have joined and data must be on offer."""
    training: float = 3 * HOUR
    """From assignment until the last moment to commit."""
    revealing: float = 0.25 * HOUR
    scoring: float = 1 * HOUR
    checking: float = 1.5 * HOUR
    """What a verification rule may take."""

    def __post_init__(self) -> None:
        parts = (self.training, self.revealing, self.scoring, self.checking)
        if min(parts) <= 0 or self.first < 0:
            raise ValueError(
                f"training, revealing, scoring, checking={parts}; allowed: all above 0, and first 0 or more"
            )
        if sum(parts) > self.period:
            raise ValueError(f"period={self.period}; allowed: at least {sum(parts)}, the sum of a round's parts")
