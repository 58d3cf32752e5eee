"""What the electricity meter sees."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Power:
    """Draw of an allocated card, as shares of its thermal design power: `idle` while it waits for data, `busy` while it
    computes; `pue` (power usage effectiveness) is the data centre's total over what reaches the computers."""

    idle: float
    busy: float
    pue: float

    def __post_init__(self) -> None:
        if not 0 <= self.idle <= self.busy <= 1:
            raise ValueError(f"Power.idle={self.idle}, busy={self.busy}; allowed: 0 <= idle <= busy <= 1")
        if not 1 <= self.pue < float("inf"):
            raise ValueError(f"Power.pue={self.pue}; allowed: finite and >= 1")

    def joules(self, watts: float, waiting: float, computing: float) -> float:
        """Energy of a card of `watts` that was held for `waiting` + `computing` seconds."""
        return watts * self.pue * (self.idle * waiting + self.busy * computing)
