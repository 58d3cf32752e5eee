"""What taking part costs those who live by it, and how they go about their money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.money import TOKEN


@dataclass(frozen=True)
class Business:
    """The terms of a group whose members pay their bills in dollars and live on what they earn.

    Each has a factor of its own that multiplies all its costs, log-normal with `spread`. Of the whole group the cheapest
    `inside` begin inside, and the factors are scaled so that theirs are 1 on average: whoever is in would be expected to be
    there, and who is out is dearer. Figures are proposals unless a scenario gives a source.
    """

    fixed: float = 2.5
    """Dollars a day while taking part, for a factor of 1: a machine that is on, a person who looks after it."""
    hardware: float = 0.0
    """Dollars a day of rented hardware that somebody outside expects to need; who is inside is billed what it used."""
    spread: float = 0.3
    """Standard deviation of the logarithm of the factor."""
    inside: int | None = None
    """How many take part from the beginning; None: all."""
    capital: float = 0.20
    """Yearly return that its stake would earn elsewhere: a cost, though nobody pays it."""
    reserve_days: float = 14.0
    """Days of cost that it keeps in dollars; what it has beyond that it takes home."""
    gas: int = 200 * TOKEN
    """Base units that it keeps for fees; what it earns beyond that it sells."""
    exit_days: float = 14.0
    """After leaving it sells what it has over so many days, since a stake sold at once moves the price."""
    bond: int = 0
    """Base units of dollars that who is outside has in place of its stake, and buys it with once it has decided to come;
    0: it has the stake in tokens from the beginning."""
    entry_days: float = 14.0
    """Over so many days it buys, since a stake bought at once moves the price as well."""

    def __post_init__(self) -> None:
        for name in (
            "fixed",
            "hardware",
            "spread",
            "capital",
            "reserve_days",
            "exit_days",
            "gas",
            "bond",
            "entry_days",
        ):
            if not 0 <= getattr(self, name) < float("inf"):
                raise ValueError(f"business.{name}={getattr(self, name)}; allowed: 0 or more, finite")
        if self.inside is not None and self.inside < 0:
            raise ValueError(f"business.inside={self.inside}; allowed: 0 or more, or null for all")

    def enterprises(self, luck: np.ndarray) -> list[Enterprise]:
        """One for each member of a group, given a standard normal draw for each, (n,)."""
        factors = np.exp(self.spread * luck)
        cheapest = np.argsort(factors, kind="stable")[: len(luck) if self.inside is None else self.inside]
        factors = factors / (factors[cheapest].mean() if len(cheapest) else 1.0)
        chosen = {int(place) for place in cheapest}
        return [Enterprise(self, float(factor), place in chosen) for place, factor in enumerate(factors)]


@dataclass(frozen=True)
class Enterprise:
    """One member's own: what it costs compared with the others, and whether it begins inside."""

    terms: Business
    factor: float = 1.0
    inside: bool = True

    @property
    def cost(self) -> float:
        """Dollars a day that it expects to spend when it takes part, with hardware at its list price."""
        return self.expected(1.0)

    def expected(self, rent: float) -> float:
        """The same, with hardware at `rent` times its list price."""
        return self.factor * (self.terms.fixed + rent * self.terms.hardware)

    def home(self, dollars: int, bill: int) -> int:
        """Base units of dollars to take out of the factory: the bill as far as the purse goes, and what is beyond the
        reserve."""
        reserve = round(self.terms.reserve_days * self.cost * TOKEN)
        return min(dollars, bill) + max(dollars - bill - reserve, 0)
