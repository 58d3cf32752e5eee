"""How unequal holdings are."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.metrics.holdings import checked


def gini_coefficient(holdings: Iterable[float]) -> float:
    """Gini coefficient of n holdings (any unit): 0 when all are equal, (n - 1) / n when one holds everything.

    Formula: sum_i (2i - n - 1) x_(i) / (n sum x), x sorted ascending, i from 1: half the mean absolute difference over the
    mean (Gini 1912), of the holdings themselves and without a small-sample correction. Raises ValueError as `checked` does.
    """
    ordered = checked(holdings)
    n = len(ordered)
    return sum((2 * i - n - 1) * held for i, held in enumerate(ordered, start=1)) / (n * sum(ordered))
