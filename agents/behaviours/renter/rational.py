"""The renter that holds what it does not use while that is worth it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from agents.behaviours.renter.hoarder import Hoarder
from agents.behaviours.weighing import gains
from sim.messages.compute_market import COMPUTE, Leased, Rent
from sim.view import View


@dataclass(frozen=True)
class Rational(Hoarder):
    """Hold a lease all the time while that is expected to gain, (1 - p) * g > p * S, and rent as `inner` needs otherwise.

    Becker, Crime and punishment: an economic approach, 1968; the shortage that makes itself: Lee, Padmanabhan and Whang
    1997. A day of it is worth q * a_day * (most - price) * cards * used: q is the part of the `recent` wishes on record
    that found nobody, and that is what it would lose by asking only when in need. It costs what the market's terms ask for
    cards that are not used, a message for each lease, and the return that the escrow would have earned; g is the
    difference. **No rule punishes it**: p = 0 and S = 0, so costs alone deter. Knows: the leases, the price and the terms,
    which are public, and its own needs. Stopped by: plenty of cards, and `idle`.
    """

    a_day: float = 2.0
    """Its needs a day, as those of `inner`."""
    used: float = 4.8
    """Hours of a card that one of them takes on each: .8 of six hours. Proposal."""
    recent: int = 20
    """Wishes that it looks back at."""
    required: float = 0.20
    """What its money would earn elsewhere, a year. Proposal."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.a_day >= 0 or not self.used >= 0 or not self.required >= 0 or self.recent < 1:
            parts = f"a_day={self.a_day}, used={self.used}, required={self.required}, recent={self.recent}"
            raise ValueError(f"Rational: {parts}; allowed: 0 or more, and recent 1 or more")

    @property
    def busy(self) -> float:
        """Hours a day for which it needs each card."""
        return min(self.a_day * self.used, 24.0)

    def needs(self, view: View) -> Rent | None:
        return super().needs(view) if self.pays(view) else Deviation.needs(self, view)

    def runs(self, view: View, leased: Leased, hours: float) -> float:
        lease = view.chain.contract(COMPUTE)["leases"][leased.lease]
        held = (lease.cards, lease.hours, lease.most) == (self.cards, self.hours, self.most)
        return super().runs(view, leased, hours) if held else Deviation.runs(self, view, leased, hours)

    def pays(self, view: View) -> bool:
        """Whether a day of holding cards is expected to gain."""
        tables = view.chain.contract(COMPUTE)
        missed = self.missed(view, tables)
        surplus = self.most - tables["state"]["price"]
        saved = missed * surplus * self.cards * self.busy
        return gains(saved - self.costs(view, tables), chance=0, loss=0)

    def missed(self, view: View, tables: Mapping[str, Any]) -> float:
        """The part of the wishes that it looks back at which found nobody: they have no owner, and their money is back."""
        wishes = sorted(tables["leases"].items())[-self.recent :]
        vain = sum(not lease.owner and not view.chain.balance(f"{COMPUTE}/escrow/{n}") for n, lease in wishes)
        return vain / max(len(wishes), 1)

    def costs(self, view: View, tables: Mapping[str, Any]) -> float:
        """Base units that a day of holding cards costs."""
        price, idle = tables["state"]["price"], view.chain.terms(COMPUTE)["idle"] / 1000
        unused = (24 - self.busy) * self.cards * price * idle
        capital = self.cards * self.hours * price * self.required / 365
        return float(unused + capital + view.chain.fee("Rent") * 24 / self.hours)
