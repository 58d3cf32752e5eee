"""Where a sweep breaks: the part of its space in which a metric falls below a threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from sklearn.tree import DecisionTreeClassifier

from experiments.analysis.arms import typed
from experiments.analysis.dataset import DONE, Dataset
from experiments.bad_input import BadInput, allowed

DEPTH, LEAST, WORTH = 3, 0.05, 0.01
"""Conditions of a box at most, the share of the runs that it holds at least, and how much Gini impurity a condition takes
away at least: finer boxes would be read off chance."""


@dataclass(frozen=True)
class Box:
    """A part of the space, in the standard terms of scenario discovery (Bryant and Lempert, Thinking inside the box)."""

    conditions: tuple[str, ...]
    """All hold in it, such as "verification.rate <= 0.2"; none is the whole space."""
    runs: int
    below: int
    """Those of which the metric is below the threshold."""
    coverage: float
    """Share of all runs below the threshold that lie in it, 0 to 1."""

    @property
    def density(self) -> float:
        """Share of its runs that are below the threshold, 0 to 1."""
        return self.below / self.runs


def boundaries(data: Dataset, metric: str, threshold: float) -> list[Box]:
    """Boxes that part the space by whether a metric falls below a threshold, the densest first.

    They are the leaves of a classification tree (Breiman et al. 1984) three conditions deep, grown on one row per finished
    run that tells the metric. A bound lies halfway between the two nearest settings that were run: how exact it is, the
    sweep's own spacing says. Runs that failed are no runs below a threshold, and are left out. Raises `BadInput` for a
    metric that the sweep has not, or where nothing varies.
    """
    if metric not in data.metrics:
        raise BadInput(f"metric={metric!r}: in no summary of {data.path}; {allowed(metric, data.metrics)}")
    if not data.varied:
        raise BadInput(f"{data.path}: nothing but the seed varies; allowed: a sweep of at least one setting")
    told = data.runs[(data.runs["status"] == DONE) & data.runs[metric].notna()].drop_duplicates("config")
    below = (told[metric] < threshold).to_numpy()
    columns = [column for name in data.varied for column in _columns(told[name])]
    inputs = np.column_stack([column.values for column in columns])
    tree = DecisionTreeClassifier(
        max_depth=DEPTH, min_samples_leaf=LEAST, min_impurity_decrease=WORTH, random_state=0
    ).fit(inputs, below)
    leaves = tree.apply(inputs)
    found = []
    for leaf, steps in _paths(tree.tree_):
        hits = int(below[leaves == leaf].sum())
        found.append(Box(_said(columns, steps), int((leaves == leaf).sum()), hits, hits / max(int(below.sum()), 1)))
    return sorted(found, key=lambda box: (-box.density, -box.runs, box.conditions))


@dataclass(frozen=True)
class _Column:
    """A number by which the tree may part the runs: a setting, or whether it has one of its values."""

    name: str
    value: str
    """Empty for a number."""
    values: NDArray[np.float64]


def _columns(cells: pd.Series) -> Iterator[_Column]:
    name = str(cells.name)
    if is_numeric_dtype(cells) and not is_bool_dtype(cells):
        yield _Column(name, "", cells.to_numpy(np.float64))
        return
    for value in cells.drop_duplicates():
        yield _Column(name, typed(value), (cells == value).to_numpy(np.float64))


Step: TypeAlias = tuple[int, float, bool]
"""A column, a bound, and whether it is above."""


def _paths(tree: Any, node: int = 0, steps: tuple[Step, ...] = ()) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """Every leaf, and the way to it."""
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left == right:
        yield node, steps
        return
    column, bound = int(tree.feature[node]), float(tree.threshold[node])
    yield from _paths(tree, left, (*steps, (column, bound, False)))
    yield from _paths(tree, right, (*steps, (column, bound, True)))


def _said(columns: Sequence[_Column], steps: Sequence[Step]) -> tuple[str, ...]:
    """A way in words: of several bounds to one side of a number, the tightest."""
    words = {}
    for at, bound, above in steps:  # a later bound on the same side is the tighter one
        column = columns[at]
        if column.value:
            words[at, True] = f"{column.name} {'is' if above else 'is not'} {column.value}"
        else:
            words[at, above] = f"{column.name} {'>' if above else '<='} {bound:.4g}"
    return tuple(words.values())
