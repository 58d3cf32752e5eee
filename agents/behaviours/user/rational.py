"""The user that buys for show when that brings its friends more than it costs."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Any

from agents.behaviours.user.wash_buyer import WashBuyer
from agents.behaviours.weighing import gains
from sim.messages.model_market import MARKET
from sim.messages.registry import REGISTRY
from sim.view import View

WHOLE = 10**9
"""Base units of fees that are divided to see who gets which part of them."""


@dataclass(frozen=True)
class Rational(WashBuyer):
    """Buy a friend's version for show when that is expected to gain, (1 - p) * g > p * S, and only what it needs otherwise.

    Becker, Crime and punishment: an economic approach, 1968. Its friends get back the part k of what it pays; what they
    gain is k * F * T * elasticity * ln(v1 / v0): F are the fees that others have paid for the version a second, v the
    perceived share of right answers less guessing, before and after its reports, and T = half-life / ln 2 is how long
    these count. So g is that less (1 - k) times what it pays. **No rule punishes a user**: it is on no register, has no
    stake, and a report that is too good is never looked at; so S is only what it has paid in vain if its reports are not
    believed, and p is what it believes, `chance`. Knows: the market's terms, tables and division, which are public.
    Stopped by: the part of the fees that goes to others, n0, and a lower `reported`. Known weaknesses: it reckons as if
    the version stayed on sale, and without what a supply rule takes of the fees, dividends, and fees of the chain.
    """

    elasticity: float = 1.93
    """Of demand with respect to v; proposal, as at v = 1 with b_q = 4."""
    guessing: float = 0.1
    """Share of right answers at which v = 0."""
    chance: float | None = None
    """p, 0 to 1: that its reports are not believed; null: 0, since no rule looks at them."""
    registry: str = REGISTRY
    """The contract that keeps the stakes by which holders are paid."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.elasticity >= 0 or not 0 <= self.guessing < 1:
            raise ValueError(
                f"elasticity={self.elasticity}, guessing={self.guessing}; allowed: 0 or more, and 0 to below 1"
            )
        if self.chance is not None and not 0 <= self.chance <= 1:
            raise ValueError(f"Rational.chance={self.chance}; allowed: 0 to 1, or null")

    def worthwhile(self, view: View, number: int) -> bool:
        terms, tables = view.chain.terms(MARKET), view.chain.contract(MARKET)
        version, back = tables["versions"][number], self.returned(view, terms, number)
        lost = (1 - back) * self.requests * version.price
        others = sum(n for (of, who), n in tables["bought"].items() if of == number and who != view.account)
        life = terms["perception"].half_life / log(2)
        fees = others * version.price * life / max(view.time - version.since, terms["period"])
        return gains(back * fees * self.elasticity * self.lift(view, terms, number) - lost, self.chance or 0, lost)

    def returned(self, view: View, terms: Any, number: int) -> float:
        """k, the part of a version's fees that goes to its friends."""
        tables = view.chain.contract(MARKET)
        members = view.chain.contract(self.registry)["members"]
        stakes = {name: view.chain.balance(f"{self.registry}/stake/{name}") for name in members}
        owner, provenance = tables["versions"][number].owner, dict(tables["provenance"][number])
        split = terms["fees"].payments(
            WHOLE, owner, provenance, stakes, terms["treasury"], terms["asset"], terms["dividend"]
        )
        return float(sum(pay.amount for pay in split if self.favours(view, pay.to)) / WHOLE)

    def lift(self, view: View, terms: Any, number: int) -> float:
        """ln(v1 / v0): what its reports do to how good the version seems; 0.0 where it seems no better than guessing."""
        tables, perception = view.chain.contract(MARKET), terms["perception"]
        before = tables["perceived"][number]
        counted = perception.prior + tables["outcomes"][number].faded(view.time, perception.half_life).tried
        reports = self.reports(view)
        after = (before * counted + reports) / (counted + reports)
        return log((after - self.guessing) / (before - self.guessing)) if before > self.guessing else 0.0
