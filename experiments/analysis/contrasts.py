"""What differs between the points of a spread design that have one value of a setting, and those that have another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import comb

import pandas as pd
from scipy.stats import ttest_ind

from experiments.analysis.arms import typed
from experiments.analysis.dataset import Dataset
from experiments.analysis.holm import adjusted
from experiments.analysis.moved import LEAST, worded
from experiments.analysis.paired import SAME
from experiments.analysis.points import whole

SPREAD = ("lhs", "sobol")


@dataclass(frozen=True)
class Contrast:
    """A metric at the points that have one value (first), and at those that have another: Welch's test of two means with
    unequal variances (Welch 1947). A point is one draw, the mean of its seeds: what a point is differs between the two, so
    seeds make no pairs of them."""

    setting: str
    first: str
    second: str
    metric: str
    means: tuple[float, float]
    low: float
    high: float
    """95 % interval of second - first, in the metric's unit."""
    p: float
    n: tuple[int, int]
    """Points of which every run is done and tells the metric."""
    p_holm: float = 1.0

    @property
    def difference(self) -> float:
        return self.means[1] - self.means[0]


def contrasts(data: Dataset) -> list[Contrast]:
    """Every metric by every setting that has words for values, in a Latin hypercube or a Sobol sequence, where the other
    settings differ too from point to point; none in another design, whose runs make pairs. The first value beside each
    other one; p-values allow for all."""
    if data.about["asked"]["design"] not in SPREAD:
        return []
    points = whole(data)
    found = [
        contrast
        for setting in data.varied
        if worded(data, setting)
        for metric in data.metrics
        for contrast in _contrasts(points, setting, metric)
    ]
    holm = adjusted([each.p for each in found])
    return [replace(each, p_holm=p) for each, p in zip(found, holm, strict=True)]


def _contrasts(points: pd.DataFrame, setting: str, metric: str) -> Iterator[Contrast]:
    told = points[[setting, metric]].dropna()
    arms = {typed(value): rows[metric].to_numpy() for value, rows in told.groupby(setting, sort=False)}
    first, *others = arms or [""]
    for other in others:
        a, b = arms[first], arms[other]
        if min(len(a), len(b)) < LEAST:
            continue
        apart = float(b.mean() - a.mean())
        means, nothing = (float(a.mean()), float(b.mean())), SAME * float(told[metric].abs().max())
        if max(a.std(), b.std()) <= nothing:
            # No spread to go by: of all ways to part the points, this one and its mirror.
            if abs(apart) > nothing:
                p = min(2 / comb(len(a) + len(b), len(a)), 1.0)
                yield Contrast(setting, first, other, metric, means, apart, apart, p, (len(a), len(b)))
            continue
        test = ttest_ind(b, a, equal_var=False)
        low, high = test.confidence_interval(0.95)
        yield Contrast(
            setting, first, other, metric, means, float(low), float(high), float(test.pvalue), (len(a), len(b))
        )
