"""What a dividend makes known."""

from __future__ import annotations

from dataclasses import dataclass

from sim.facts import Fact


@dataclass(frozen=True, slots=True)
class Distributed(Fact):
    """`amount` base units of `asset` are about to be divided among `holders` accounts that hold `held` of the token."""

    period: int
    amount: int
    asset: str
    holders: int
    held: int
