"""Enough seeds? How a mean settles as seeds are added, and how many more an interval would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
import pandas as pd

from experiments.analysis.arms import typed
from experiments.analysis.dataset import DONE, Dataset
from experiments.analysis.planning import LEVEL, half_width, seeds_for_width
from experiments.bad_input import BadInput, allowed


@dataclass(frozen=True)
class Settled:
    """A metric at one point of a sweep, over the seeds whose runs are done and tell it."""

    name: str
    """The point's settings, as one types them."""
    n: int
    mean: float
    spread: float | None
    """Standard deviation over seeds; None for a single one."""

    @property
    def half_width(self) -> float | None:
        """Half of Student's 95 % interval of the mean; None for a single seed."""
        return None if self.spread is None else half_width(self.spread, self.n)

    @property
    def seeds_for_half(self) -> int | None:
        """Seeds in all whose interval would be half as wide; None where nothing spreads, or for a single seed."""
        return self.seeds_for(self.half_width / 2) if self.half_width else None

    def seeds_for(self, width: float) -> int | None:
        """Seeds in all whose interval would reach no further than `width` to either side; None for a single seed, and beyond
        a million. Raises ValueError unless width > 0."""
        return None if self.spread is None else seeds_for_width(self.spread, width)


def settled(data: Dataset, metric: str) -> list[Settled]:
    """Every point of the sweep at which a run tells the metric. Raises `BadInput` for a metric that the sweep has not."""
    found = []
    for _, rows in _told(data, metric).groupby("point"):
        values = rows[metric].to_list()
        spread = float(np.std(values, ddof=1)) if len(values) > 1 else None
        name = " ".join(f"{key}={typed(rows.iloc[0][key])}" for key in data.varied) or "all"
        found.append(Settled(name, len(values), fsum(values) / len(values), spread))
    return found


def convergence(data: Dataset, metric: str, point: int = 0) -> pd.DataFrame:
    """How the mean of a metric settles at one point as seeds are added in their order: a row for 1, 2, ... of them, with n,
    mean, and low and high of Student's 95 % interval (missing for one seed). Raises `BadInput` for a metric or a point that
    the sweep has not."""
    told = _told(data, metric)
    values = told[told["point"] == point].sort_values("seed")[metric].to_list()
    if not values:
        raise BadInput(f"point={point}: no run there tells {metric}; allowed: 0 to {data.about['points'] - 1}")
    return pd.DataFrame([_first(values[:n]) for n in range(1, len(values) + 1)])


def _told(data: Dataset, metric: str) -> pd.DataFrame:
    if metric not in data.metrics:
        raise BadInput(f"metric={metric!r}: in no summary of {data.path}; {allowed(metric, data.metrics)}")
    return data.runs[(data.runs["status"] == DONE) & data.runs[metric].notna()]


def _first(values: Sequence[float]) -> dict[str, float]:
    n, mean = len(values), fsum(values) / len(values)
    reach = half_width(float(np.std(values, ddof=1)), n, LEVEL) if n > 1 else float("nan")
    return {"n": n, "mean": mean, "low": mean - reach, "high": mean + reach}
