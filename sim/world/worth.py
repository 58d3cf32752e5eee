"""What a token is worth to whoever holds it for its income."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from sim.durations import DAY

NOTHING = 1e-3
"""Part of the income first expected below which there is none: ten half-lives after the last payment."""


@dataclass(frozen=True, slots=True)
class Income:
    """What comes in for all holders together: dollars a day, as believed at `time`, in seconds."""

    daily: float
    time: float = 0.0


@dataclass(frozen=True)
class Valuation:
    """P* = income / (supply * (required - growth + emission)), dollars per token.

    Gordon 1959: income per token grows at its own rate less that of supply. Refused when the discount is below 5 % a year,
    where P* means nothing. Only what holders get counts, never what goes to those who work. Where there is a market, income
    is an exponential mean of what it has paid them, which begins with `income`.
    """

    income: float = 34_310.0
    """Dollars a year to all holders, as expected before anything has been paid."""
    supply: float = 40e6
    """Tokens, where no market says what they earn."""
    required: float = 0.25
    growth: float = 0.10
    emission: float = 0.05
    """Yearly: the return that holders require, the growth of income, and that of supply."""
    holders: float = 0.2
    """The part of a market's fees that holders get."""
    half_life_days: float = 7.0
    """Of the weight that a payment has in the mean."""
    grace_days: float = 2.0
    """Days for which the expectation stands: nothing can be sold before a first round is over and audited."""

    def __post_init__(self) -> None:
        if self.income <= 0 or self.supply <= 0:
            raise ValueError(f"income={self.income}, supply={self.supply}; allowed: above 0")
        if not self.discount >= 0.05:
            raise ValueError(f"required - growth + emission={self.discount}; allowed: 0.05 or more")
        if not 0 <= self.holders <= 1 or not self.half_life_days > 0 or not self.grace_days >= 0:
            raise ValueError(
                f"holders={self.holders}, half_life_days={self.half_life_days}, grace_days={self.grace_days}; "
                "allowed: 0 to 1, above 0, 0 or more"
            )

    @property
    def discount(self) -> float:
        """Per year."""
        return self.required - self.growth + self.emission

    def expected(self) -> Income:
        """What is believed at genesis."""
        return Income(self.income / 365)

    def after(self, income: Income, time: float, fees: float) -> Income:
        """The belief after a market has settled `fees` dollars; within the grace they change nothing."""
        if time <= self.grace_days * DAY:
            return income
        weight = log(2) / self.half_life_days
        return Income(self.daily(income, time) + weight * self.holders * fees, time)

    def daily(self, income: Income, time: float) -> float:
        """Dollars a day, as believed at a later time if nothing more has come in."""
        grace = self.grace_days * DAY
        faded = (max(time, grace) - max(income.time, grace)) / (self.half_life_days * DAY)
        return float(income.daily * 2**-faded)

    def worth(self, daily: float | None = None, supply: float | None = None) -> float:
        """P* in dollars per token, of `daily` dollars and `supply` tokens or else the configured figures; 0.0 for an income
        that has dried up."""
        yearly = self.income if daily is None else daily * 365
        tokens = self.supply if supply is None else supply
        return 0.0 if yearly < NOTHING * self.income or tokens <= 0 else yearly / (tokens * self.discount)
