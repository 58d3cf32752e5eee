"""How concentrated holdings are."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.metrics.holdings import checked


def herfindahl_index(holdings: Iterable[float]) -> float:
    """Herfindahl-Hirschman index of holdings (any unit): sum of squared shares, from 1 / n (equal) to 1 (one holder).

    Source: Hirschman 1945, Herfindahl 1950, with shares from 0 to 1 (competition authorities count in percent, up to
    10,000). Raises ValueError as `checked` does.
    """
    ordered = checked(holdings)
    return sum(held * held for held in ordered) / sum(ordered) ** 2
