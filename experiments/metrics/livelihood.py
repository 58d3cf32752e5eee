"""What a factory lived on: what users paid, what the work really cost, and who got the difference."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from experiments.metrics.evidence import Evidence
from experiments.metrics.market import emitted, fees
from sim.money import TOKEN

HOLDER = "holder"


@dataclass(frozen=True)
class Livelihood:
    """Dollars a day of the measured time, each token at the price of its day."""

    fees: float
    """What users paid."""
    hardware: float
    fixed: float
    """What taking part cost those who did."""
    emission: float
    """New tokens."""
    dividends: float
    """What was distributed to all who hold the token, stakes included."""
    surplus: float
    """What those who work, honestly or not, took in beyond hardware and fixed cost; dividends on their stakes included."""
    capital: float
    """What their stakes would have earned elsewhere."""

    @property
    def margin(self) -> float:
        """Fees less real cost: below zero no emission can mend it."""
        return self.fees - self.hardware - self.fixed


def livelihood(evidence: Evidence) -> Livelihood | None:
    """The balance of a factory whose members keep books and whose users pay; None for any other."""
    paid, days = fees(evidence), evidence.measured_days
    books = [row for row in evidence.rows("books") if row["role"] != HOLDER and evidence.measured(row["time"])]
    if paid is None or not books or days <= 0:
        return None
    hardware, fixed, capital, revenue = (
        sum(row[name] for row in books) for name in ("hardware", "fixed", "capital", "revenue")
    )
    return Livelihood(
        fees=paid / days,
        hardware=hardware / days,
        fixed=fixed / days,
        emission=emitted(evidence) / days,
        dividends=_distributed(evidence) / days,
        surplus=(revenue - hardware - fixed) / days,
        capital=capital / days,
    )


def _distributed(evidence: Evidence) -> float:
    looks = evidence.prices
    told = [fact for fact in evidence.facts("Distributed") if evidence.measured(fact.time)]
    if not looks:
        return 0.0
    at = [max(bisect_right(looks, fact.time, key=lambda look: look[0]) - 1, 0) for fact in told]
    return float(sum(fact.body["amount"] / TOKEN * looks[place][1] for fact, place in zip(told, at, strict=True)))
