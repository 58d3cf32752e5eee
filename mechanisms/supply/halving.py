"""An issue that halves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Mint
from sim.seams.rule import Ruling
from sim.seams.supply import Supply, SupplyView


@dataclass(frozen=True)
class Halving(Supply):
    """Issue half as much after every so many periods, or whenever half of what was left to issue has been.

    Formula: floor(first / 2^k), k = floor(period / every) as in Bitcoin (Nakamoto 2008), or, where `every` is not given,
    k = floor(log2(cap / (cap - issued))) as in opentensor/subtensor; never beyond `cap`. Known weaknesses: income of those
    who secure the system is cut in half overnight, and what they cost is not; most is issued to those who came first.
    """

    first: int = 23_500_000_000_000
    """Base units per period, before the first halving."""
    every: int | None = 365
    """Periods between halvings; None: halve by what was issued."""
    cap: int | None = None
    """Base units issued after genesis at the most; None: no other end than nothing left to halve."""

    def __post_init__(self) -> None:
        if self.first < 0:
            raise ValueError(f"first={self.first}; allowed: 0 or more base units")
        if self.every is not None and self.every < 1:
            raise ValueError(f"every={self.every}; allowed: 1 or more periods, or null to halve by what was issued")
        if self.cap is not None and self.cap < 1:
            raise ValueError(f"cap={self.cap}; allowed: 1 or more base units, or null")
        if self.every is None and self.cap is None:
            raise ValueError("every=None, cap=None; allowed: one of them at least, or nothing says when to halve")

    def decide(self, view: SupplyView, state: Any) -> Ruling:
        left = self.first if self.cap is None else self.cap - view.issued
        if left <= 0:
            return (), state
        amount = min(self.first >> self._halvings(view.period, left), left)
        return [Mint(view.to, amount)] if amount else [], state

    def _halvings(self, period: int, left: int) -> int:
        if self.every is not None:
            return period // self.every
        assert self.cap is not None
        return (self.cap // left).bit_length() - 1  # floor(log2(cap / left)), without a logarithm
