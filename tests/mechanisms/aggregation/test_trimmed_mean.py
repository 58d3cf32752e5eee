"""The trimmed mean, coordinate by coordinate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.aggregation.trimmed_mean import TrimmedMean
from sim.seams.rule import INDIVIDUAL_UPDATES

NAN = float("nan")


def test_the_example_of_byzfl(aggregate: Callable[..., Any]) -> None:
    """Three honest vectors and the negated mean as attack: documentation of byzfl, `TrMean(f=1)`."""
    honest = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]
    assert aggregate(TrimmedMean(f=1), [*honest, [-4.0, -5.0, -6.0]]) == [2.5, 3.5, 4.5]


def test_each_coordinate_is_trimmed_by_itself(aggregate: Callable[..., Any]) -> None:
    assert aggregate(TrimmedMean(f=1), [[0.0, 90.0], [2.0, 4.0], [4.0, 2.0], [90.0, 0.0]]) == [3.0, 3.0]


def test_f_attackers_move_nothing_beyond_the_honest_values(aggregate: Callable[..., Any]) -> None:
    assert aggregate(TrimmedMean(f=2), [[1.0], [1e30], [2.0], [-1e30], [3.0]]) == [2.0]


def test_without_trimming_it_is_the_mean(aggregate: Callable[..., Any]) -> None:
    assert aggregate(TrimmedMean(f=0), [[1.0], [2.0], [6.0]]) == [3.0]


@pytest.mark.parametrize(
    ("vectors", "median"), [([[5.0]], [5.0]), ([[5.0], [7.0]], [6.0]), ([[5.0], [7.0], [90.0]], [7.0])]
)
def test_too_few_updates_leave_the_median(
    aggregate: Callable[..., Any], vectors: list[list[float]], median: list[float]
) -> None:
    assert aggregate(TrimmedMean(f=2), vectors) == median


def test_what_is_not_finite_is_dropped_before_trimming(aggregate: Callable[..., Any]) -> None:
    assert aggregate(TrimmedMean(f=1), [[NAN], [1.0], [2.0], [9.0]]) == [2.0]
    assert aggregate(TrimmedMean(f=1), [[NAN], [NAN]]) is None


def test_it_needs_individual_updates() -> None:
    assert TrimmedMean.needs == {INDIVIDUAL_UPDATES}


def test_a_negative_f_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^f=-1; allowed: 0 or more$"):
        TrimmedMean(f=-1)
