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
    opening: float = 0.25 * HOUR
    """From the end of scoring until the last moment to show a report, where reports are sealed; elsewhere it is not waited
    for."""

    def __post_init__(self) -> None:
        parts = (self.training, self.revealing, self.scoring, self.checking, self.opening)
        if min(parts) <= 0 or self.first < 0:
            raise ValueError(
                f"training, revealing, scoring, checking, opening={parts}; allowed: all above 0, and first 0 or more"
            )
        self.fits(sealed=False)

    def fits(self, sealed: bool) -> None:
        """Raises ValueError when a round, of sealed reports or open ones, is not over before the next one starts."""
        length = self.training + self.revealing + self.scoring + self.checking + (self.opening if sealed else 0)
        if length > self.period:
            raise ValueError(f"period={self.period}; allowed: at least {length}, the sum of a round's parts")
