"""When it pays to come, and when it is time to go: the arithmetic, without an agent.

Free entry ends where the next one would not cover its costs: with a pot R a day, shared alike, and costs c it is
floor(R / c) members, coming one at a time and seeing what is left for one more, R / (N + 1). Members who all decide at the
same instant on what was paid last overshoot, and swing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce


@dataclass(frozen=True)
class Entry:
    """What coming in costs: `barrier_days` days of running cost, to be earned back within `horizon_days`."""

    barrier_days: float = 10.0
    horizon_days: float = 60.0

    def __post_init__(self) -> None:
        if not 0 <= self.barrier_days < float("inf") or not 0 < self.horizon_days < float("inf"):
            raise ValueError(
                f"barrier_days={self.barrier_days}, horizon_days={self.horizon_days}; allowed: 0 or more, and above 0"
            )

    def pays(self, pot: float, inside: int, cost: float) -> bool:
        """Whether one more covers its costs: pot and cost by day, with `inside` members so far."""
        return pot >= (inside + 1) * cost * (1 + self.barrier_days / self.horizon_days)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a member makes of its business: the mean of its daily profits, and for how many days it has been bleak."""

    profit: float = 0.0
    """Exponential mean; who comes in expects to cover its costs."""
    bleak: int = 0


@dataclass(frozen=True)
class Patience:
    """How much loss is borne and for how long. Proposal: a half-life of a week, a quarter of the cost, a week."""

    half_life_days: float = 7.0
    """Of the weight that a day's profit has in what is believed."""
    tolerance: float = 0.25
    """Loss that is borne, as a part of the running cost."""
    days: int = 7

    def __post_init__(self) -> None:
        if not self.half_life_days > 0 or not self.tolerance >= 0 or self.days < 1:
            raise ValueError(
                f"half_life_days={self.half_life_days}, tolerance={self.tolerance}, days={self.days}; "
                "allowed: above 0, 0 or more, 1 or more"
            )

    def after(self, outlook: Outlook, profit: float, cost: float) -> Outlook:
        """The outlook after one more day with this profit."""
        kept = 0.5 ** (1 / self.half_life_days)
        mean = kept * outlook.profit + (1 - kept) * profit
        return Outlook(mean, outlook.bleak + 1 if mean < -self.tolerance * cost else 0)

    def outlook(self, profits: Iterable[float], cost: float) -> Outlook:
        """The outlook after these days, oldest first."""
        return reduce(lambda outlook, profit: self.after(outlook, profit, cost), profits, Outlook())

    def over(self, outlook: Outlook) -> bool:
        """Whether it has been bleak for long enough."""
        return outlook.bleak >= self.days


def free_entry(pot: float, cost: float, inside: int, entry: Entry) -> int:
    """How many are inside when nobody wants to move any more, one moving at a time. What coming in cost is sunk, so it
    keeps nobody from leaving at the first loss."""
    while inside and pot < inside * cost:
        inside -= 1
    while entry.pays(pot, inside, cost):
        inside += 1
    return inside
