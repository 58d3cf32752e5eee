"""The issue of new tokens, period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Contract, timer
from sim.durations import DAY
from sim.effects.effect import Effect
from sim.effects.timing import Schedule
from sim.seams.supply import Supply, SupplyView


@dataclass
class Emission(Contract):
    """Asks the supply rule once a period and lets it mint to one account, or burn what this contract holds."""

    asks = ("supply",)
    period: float = DAY
    """Seconds."""
    to: str = "treasury"
    supply: Supply | None = None

    def __post_init__(self) -> None:
        if not self.period > 0:
            raise ValueError(f"period={self.period}; allowed: above 0 seconds")

    def open(self) -> None:
        self.issued = self.host.table("issued")

    def begin(self) -> Iterable[Effect]:
        return (Schedule(self.period, "issue", "0"),)

    @timer("issue")
    def issue(self, key: str) -> Iterable[Effect]:
        """One period: ask, remember what was issued, and wait for the next; nothing is issued while the factory closes."""
        if self.host.closing:
            return ()
        period, before = int(key), self.host.supply()
        issued = self.issued.get("token", 0)
        self.host.judge("supply", SupplyView(period, before, issued, self.to, self.host.balance()))
        self.issued["token"] = issued + max(self.host.supply() - before, 0)
        return (Schedule((period + 2) * self.period, "issue", str(period + 1)),)
