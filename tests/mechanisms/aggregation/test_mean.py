"""The mean, by its three kinds of weight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.aggregation.mean import Mean

NAN, INF = float("nan"), float("inf")
TWO = [[1.0, 10.0], [4.0, 40.0]]


@pytest.mark.parametrize(("weights", "mean"), [("equal", [2.5, 25.0]), ("rows", [2.0, 20.0]), ("stake", [3.0, 30.0])])
def test_weights_are_equal_or_rows_or_stake(aggregate: Callable[..., Any], weights: Any, mean: list[float]) -> None:
    assert aggregate(Mean(weights), TWO, rows=[2, 1], stakes=[10**18, 2 * 10**18]) == mean


def test_one_update_moves_the_mean_anywhere(aggregate: Callable[..., Any]) -> None:
    assert aggregate(Mean(), [[1.0], [1.0], [1.0], [-399.0]]) == [-99.0]


def test_what_is_not_finite_is_dropped(aggregate: Callable[..., Any]) -> None:
    assert aggregate(Mean(), [[1.0, 2.0], [NAN, 0.0], [3.0, 4.0], [0.0, -INF]]) == [2.0, 3.0]


def test_the_largest_floats_do_not_overflow(aggregate: Callable[..., Any]) -> None:
    largest = 3.4028234663852886e38
    assert aggregate(Mean(), [[largest], [largest], [largest]]) == [largest]


@pytest.mark.parametrize("vectors", [[], [[NAN]], [[INF], [NAN]]])
def test_nothing_left_publishes_nothing(aggregate: Callable[..., Any], vectors: list[list[float]]) -> None:
    assert aggregate(Mean(), vectors) is None


def test_no_stake_at_all_publishes_nothing(aggregate: Callable[..., Any]) -> None:
    assert aggregate(Mean("stake"), TWO) is None


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^weights='age'; allowed: equal, rows, stake$"):
        Mean("age")  # type: ignore[arg-type]
