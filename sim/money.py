"""Integer money: base units, and shares that add up.

Amounts are Python integers in base units, 10**9 to a token. Rounding is explicit: the largest remainder decides, ties go
to the smaller key, and nothing is left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

TOKEN = 10**9
"""Base units in one token."""

SUPPLY_LIMIT = 2**62
"""Genesis refuses a supply of this many base units or more: sums of two balances must fit in an int64 column."""


def split(amount: int, weights: Mapping[str, int] | Iterable[tuple[str, int]]) -> dict[str, int]:
    """Divide `amount` base units in proportion to non-negative integer weights, exactly (largest remainder).

    A key that occurs twice has its weights added. Returns {} when every weight is zero: the money stays where it is.
    """
    if amount < 0:
        raise ValueError(f"amount={amount}; allowed: an integer >= 0")
    pairs = weights.items() if isinstance(weights, Mapping) else weights
    totals: dict[str, int] = {}
    for key, weight in pairs:
        if weight < 0:
            raise ValueError(f"weight of {key!r}={weight}; allowed: an integer >= 0")
        totals[key] = totals.get(key, 0) + weight
    whole = sum(totals.values())
    if whole == 0:
        return {}
    parts = {key: amount * weight // whole for key, weight in totals.items()}
    dust = amount - sum(parts.values())
    by_remainder = sorted(totals, key=lambda key: (-(amount * totals[key] % whole), key))
    for key in by_remainder[:dust]:
        parts[key] += 1
    return parts


def part(amount: int, share: float) -> int:
    """`share` of `amount`, rounded down; the float's exact value is used, so no product is rounded twice."""
    return int(amount * Fraction(share))
