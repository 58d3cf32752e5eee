"""What metrics of concentration are computed from."""

from __future__ import annotations

from collections.abc import Iterable


def checked(holdings: Iterable[float]) -> list[float]:
    """Holdings in ascending order; base units stay Python integers, so sums are exact.

    Raises ValueError when there are none, when one is negative or not a number, and when all are zero: concentration of
    nothing has no value.
    """
    ordered = sorted(holdings)
    for held in ordered:
        if not held >= 0:
            raise ValueError(f"holdings contain {held}; allowed: 0 or more")
    if not any(ordered):
        raise ValueError(f"{len(ordered)} holdings sum to 0; allowed: at least one above 0")
    return ordered
