"""The issue of new tokens, period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Contract, timer
from sim.durations import DAY
from sim.effects.effect import Effect
from sim.effects.money import Burn
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

    @property
    def takes(self) -> int:
        """Parts per thousand of the tokens that fees bought which are to be paid in here, to be burned."""
        return 0 if self.host.closing else self._rule.takes

    @property
    def _rule(self) -> Supply:
        rule = self.host.rule("supply")
        assert isinstance(rule, Supply), f"{rule} is no rule of supply"
        return rule

    def open(self) -> None:
        self.issued = self.host.table("issued")

    def begin(self) -> Iterable[Effect]:
        return (Schedule(self.period, "issue", "0"),)

    @timer("issue")
    def issue(self, key: str) -> Iterable[Effect]:
        """One period: ask, remember what was issued, and wait for the next. While the factory closes nothing is issued, and
        whatever was paid in is burned, under which rule it may have been."""
        if self.host.closing:
            return (Burn(left),) if (left := self.host.balance()) else ()
        period, before = int(key), self.host.supply()
        issued = self.issued.get("token", 0)
        self.host.judge("supply", SupplyView(period, before, issued, self.to, self.host.balance()))
        self.issued["token"] = issued + max(self.host.supply() - before, 0)
        return (Schedule((period + 2) * self.period, "issue", str(period + 1)),)
