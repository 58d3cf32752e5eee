"""The timetable of a training round."""

from __future__ import annotations

from dataclasses import dataclass

from sim.durations import HOUR


@dataclass(frozen=True)
class RoundSchedule:
    """Seconds from the start of a round to its next, and the length of its parts in order. Four rounds a day by default."""

    period: float = 6 * HOUR
    at_once: int = 1
    """Rounds that may be under way at the same time, each paid out of a pot of its own."""
    first: float = 1 * HOUR
    """When the first round starts: members must have joined and data must be on offer."""
    training: float = 3 * HOUR
    """From assignment until the last moment to commit."""
    revealing: float = 0.25 * HOUR
    scoring: float = 1 * HOUR
    checking: float = 1.5 * HOUR
    """What a verification rule may take."""
    opening: float = HOUR / 6
    """From the end of scoring until the last moment to show a report; a part of the rounds whose reports are sealed."""
    aggregating: float = HOUR / 12
    """What aggregators may take; a part of the rounds that have any."""

    def __post_init__(self) -> None:
        parts = (self.training, self.revealing, self.scoring, self.checking, self.opening, self.aggregating)
        if min(parts) <= 0 or self.first < 0:
            raise ValueError(
                f"training, revealing, scoring, checking, opening, aggregating={parts}; "
                "allowed: all above 0, and first 0 or more"
            )
        if self.at_once < 1:
            raise ValueError(f"at_once={self.at_once}; allowed: 1 or more")
        self.fits(sealed=False, aggregated=False)

    @property
    def purses(self) -> tuple[str, ...]:
        """The pots, as sub-accounts of the contract."""
        return ("pot", *(f"pot/{place}" for place in range(1, self.at_once)))

    def over(self, start: float) -> float:
        """When a round that starts then must be over, lest another one is skipped."""
        return start + self.period * self.at_once

    def fits(self, sealed: bool, aggregated: bool) -> None:
        """Raises ValueError when a round is not over before the next one starts, with sealed reports or aggregators in it
        or without."""
        extra = (self.opening if sealed else 0) + (self.aggregating if aggregated else 0)
        length = self.training + self.revealing + self.scoring + self.checking + extra
        if length > self.over(0):
            raise ValueError(
                f"period={self.period}; allowed: at least {length / self.at_once}, the sum of a round's parts "
                f"by at_once={self.at_once}"
            )
