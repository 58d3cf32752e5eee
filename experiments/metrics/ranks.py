"""Whether two orders agree."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import correlation

FEWEST = 3
"""Pairs below which an order says nothing."""


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's rank correlation (1904) of pairs, ties at their mean rank; None for fewer than three, or when one side is
    all alike. In plain Python, so that another machine comes to the same last digit."""
    if len(first) < FEWEST or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    return correlation(ranks(first), ranks(second))


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values at the mean of theirs."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) + 1) / 2 for value in values]
