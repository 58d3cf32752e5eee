"""What moved when a setting did: each of its values beside the first, or, where it is spread, what rises with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from scipy.stats import spearmanr

from experiments.analysis.arms import Unpaired, arms, typed
from experiments.analysis.dataset import Dataset
from experiments.analysis.holm import adjusted
from experiments.analysis.points import whole
from experiments.comparing.comparison import Comparison, Difference, together
from experiments.sweeping.sampling import SAMPLED

FEW = 8
"""Values of a number that are compared one by one; of more, only the trend is told."""
LEAST = 4
"""Points without which a rank correlation says nothing."""


@dataclass(frozen=True)
class Moved:
    """A metric at one value of a setting (first) and at another (second)."""

    setting: str
    first: str
    second: str
    difference: Difference

    @property
    def key(self) -> tuple[str, str, str]:
        """Which comparison it is of."""
        return self.setting, self.first, self.second


@dataclass(frozen=True)
class Trend:
    """Whether a metric rises or falls with a setting: Spearman's rank correlation over the points of the sweep, each the
    mean of its seeds (Spearman 1904)."""

    setting: str
    metric: str
    rho: float
    """-1 to 1."""
    p: float
    n: int
    """Points of which every run is done and tells the metric."""
    p_holm: float = 1.0


def comparisons(data: Dataset) -> dict[tuple[str, str, str], Comparison]:
    """By setting, its first value and another: two arms, for every setting that is compared value by value, where runs of
    both have all other settings and the seed in common. In a grid that is so for every value; in a design that moves one
    setting at a time (morris, saltelli) where it moved between the two, and asked of words alone, since of numbers such a
    design tells more (`sensitivity`). In a Latin hypercube or a Sobol sequence two runs are alike by accident if at all, and
    nothing is compared so (`contrasts`)."""
    design = data.about["asked"]["design"]
    found = {}
    for setting in data.varied if design in ("grid", *SAMPLED) else ():
        if _spread(data, setting) if design == "grid" else not worded(data, setting):
            continue
        first, *others = (typed(value) for value in data.runs[setting].drop_duplicates())
        for other in others:
            with suppress(Unpaired):
                found[setting, first, other] = arms(data, {setting: first}, {setting: other})
    return found


def moved(compared: dict[tuple[str, str, str], Comparison]) -> list[Moved]:
    """Every metric of every comparison; p-values allow for all of them."""
    flat = [(key, each) for key, comparison in compared.items() for each in comparison.differences]
    allowed_for = together([each for _, each in flat])
    return [Moved(*key, each) for (key, _), each in zip(flat, allowed_for, strict=True)]


def trends(data: Dataset) -> list[Trend]:
    """Every metric with every number that is spread: by a design, or over more values than are compared one by one. None of
    a design for an analysis of sensitivity, whose points hang together."""
    design = data.about["asked"]["design"]
    if design in SAMPLED:
        return []
    spread = [name for name in data.varied if not worded(data, name) and (design != "grid" or _spread(data, name))]
    points = whole(data)
    found = [trend for setting in spread for metric in data.metrics for trend in _trend(points, setting, metric)]
    holm = adjusted([trend.p for trend in found])
    return [replace(trend, p_holm=p) for trend, p in zip(found, holm, strict=True)]


def worded(data: Dataset, setting: str) -> bool:
    """Whether its values are words, or true and false."""
    return not is_numeric_dtype(data.runs[setting]) or is_bool_dtype(data.runs[setting])


def _spread(data: Dataset, setting: str) -> bool:
    return not worded(data, setting) and data.runs[setting].nunique() > FEW


def _trend(points: pd.DataFrame, setting: str, metric: str) -> Iterator[Trend]:
    told = points[[setting, metric]].dropna()
    if len(told) >= LEAST and told[metric].nunique() > 1 and told[setting].nunique() > 1:
        found = spearmanr(told[setting], told[metric])
        yield Trend(setting, metric, float(found.statistic), float(found.pvalue), len(told))
