"""Enough power, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.seams.governance import SUPPORTERS, Governance, GovernanceView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Supermajority(Governance):
    """Carry a proposal as soon as those who stand behind it, whom the view names as voters, have enough of all power.

    Formula: sum of their power >= share * total / 1000. Source: the emergency commit of Beanstalk (2022), two thirds. Known
    weakness: it asks neither since when they have it nor for how long; with live power a loan of one transaction suffices.
    It asks nobody, so it serves a contract that counts support by itself.
    """

    needs = frozenset({SUPPORTERS})
    share: int = 667
    """Parts per thousand of all power."""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1000:
            raise ValueError(f"share={self.share}; allowed: 1 to 1000 parts per thousand")

    def decide(self, view: GovernanceView, state: Any) -> Ruling:
        behind = sum(max(view.power.get(voter, 0), 0) for voter in view.voters)
        total = view.total or sum(view.power.values())
        return (view.payload if total and behind * 1000 >= self.share * total else ()), state
