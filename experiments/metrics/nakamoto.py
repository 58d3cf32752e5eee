"""How few can decide."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from experiments.metrics.holdings import checked

HALF = Fraction(1, 2)
"""More than this is a majority; more than a third stops a Byzantine agreement."""


def nakamoto_coefficient(holdings: Iterable[float], threshold: Fraction = HALF) -> int:
    """Smallest number of holders who together have more than `threshold` of everything (Srinivasan and Lee 2017).

    Compared exactly, so that five of ten equal holders are no majority. Raises ValueError as `checked` does, and for a
    threshold outside 0 <= threshold < 1.
    """
    if not 0 <= threshold < 1:
        raise ValueError(f"threshold={threshold}; allowed: 0 or more, below 1")
    ordered = [Fraction(held) for held in checked(holdings)]
    needed = sum(ordered) * threshold
    together, holders = Fraction(0), 0
    while together <= needed:
        holders += 1
        together += ordered[-holders]
    return holders
