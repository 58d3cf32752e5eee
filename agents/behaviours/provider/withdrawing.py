"""The data provider that takes its consent back."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.durations import DAY
from sim.lab import Examples
from sim.view import View


@dataclass(frozen=True)
class Withdrawing(Deviation):
    """From day `at_days` on consent to nothing: withdraw all that is listed, and list nothing more.

    The right to withdraw consent at any time: General Data Protection Regulation (EU) 2016/679, article 7(3). It breaks no
    rule. Knows: its own data. What was learnt from them before stays learnt: withdrawal is not unlearning (Bourtoule et al.,
    Machine unlearning, 2021), and works from then on. Without a data market it only offers nothing new.
    """

    at_days: float = 3.0

    def __post_init__(self) -> None:
        if not self.at_days >= 0:
            raise ValueError(f"Withdrawing.at_days={self.at_days}; allowed: 0 or more days")

    def offer(self, view: View, shard: Examples) -> Examples | None:
        return None if self._over(view) else super().offer(view, shard)

    def consents(self, view: View, data: str) -> bool:
        return not self._over(view) and super().consents(view, data)

    def _over(self, view: View) -> bool:
        return view.time >= self.at_days * DAY
