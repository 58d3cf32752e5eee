"""How many cards each group kept busy, over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.report.lanes import OUT, Span


def busy_cards(
    every: Sequence[Span], edges: NDArray[np.float64], group_of: Mapping[str, str]
) -> dict[str, NDArray[np.float64]]:
    """Mean cards in use between consecutive `edges` (n + 1 seconds), by group of the submitter: arrays of shape (n,)."""
    found: dict[str, NDArray[np.float64]] = {}
    for span in every:
        if span.owner != OUT:
            group = group_of[span.owner]
            held = found.setdefault(group, np.zeros(len(edges) - 1))
            first, last = np.searchsorted(edges, (span.start, span.end), "right") - 1
            into = slice(int(first), int(last) + 1)
            overlap = np.minimum(edges[1:][into], span.end) - np.maximum(edges[:-1][into], span.start)
            held[into] += span.gpus * np.maximum(overlap, 0)
    return {group: held / np.diff(edges) for group, held in sorted(found.items())}


def utilisation(every: Sequence[Span], cards: int, horizon: float) -> float:
    """Card time held by jobs over card time in service (all cards from genesis to the end, less outages)."""
    used = sum(span.gpus * (span.end - span.start) for span in every if span.owner != OUT)
    lost = sum(span.gpus * (span.end - span.start) for span in every if span.owner == OUT)
    served = cards * horizon - lost
    return used / served if served > 0 else 0.0
