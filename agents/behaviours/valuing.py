"""What a token is worth to whoever holds it for its income."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.trading import Trading


@dataclass(frozen=True)
class Valuing(Trading):
    """Base of traders who compare the price with P* = income / (supply * (required - growth + emission)).

    Gordon 1959: income per token grows at its own rate less that of supply. Refused when the discount is below 5 % a year,
    where P* means nothing.
    """

    income: float = 34_310.0
    """Dollars a year to all holders."""
    supply: float = 40e6
    """Tokens."""
    required: float = 0.25
    growth: float = 0.10
    emission: float = 0.05
    """Yearly: the return that holders require, the growth of income, and that of supply."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.income <= 0 or self.supply <= 0:
            raise ValueError(f"income={self.income}, supply={self.supply}; allowed: above 0")
        if not self.discount >= 0.05:
            raise ValueError(f"required - growth + emission={self.discount}; allowed: 0.05 or more")

    @property
    def discount(self) -> float:
        """Per year."""
        return self.required - self.growth + self.emission

    @property
    def worth(self) -> float:
        """P*, dollars per token."""
        return self.income / (self.supply * self.discount)
