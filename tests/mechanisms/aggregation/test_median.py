"""The coordinate-wise median."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.aggregation.median import Median
from sim.seams.rule import INDIVIDUAL_UPDATES

NAN = float("nan")


@pytest.mark.parametrize(
    ("vectors", "median"),
    [
        ([[1.0, 9.0], [2.0, 7.0], [30.0, 8.0]], [2.0, 8.0]),
        ([[1.0], [2.0], [4.0], [90.0]], [3.0]),
        ([[5.0]], [5.0]),
        ([[1.0], [2.0], [3.0], [1e30], [-1e30]], [2.0]),
        ([[NAN], [1.0], [2.0], [9.0]], [2.0]),
        ([[NAN]], None),
        ([], None),
    ],
)
def test_each_coordinate_has_its_own_middle(
    aggregate: Callable[..., Any], vectors: list[list[float]], median: list[float] | None
) -> None:
    assert aggregate(Median(), vectors) == median


def test_the_example_of_byzfl(aggregate: Callable[..., Any]) -> None:
    """Documentation of byzfl, `Median()`: three honest vectors and the negated mean as attack."""
    honest = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]
    assert aggregate(Median(), [*honest, [-4.0, -5.0, -6.0]]) == [2.5, 3.5, 4.5]


def test_it_needs_individual_updates() -> None:
    assert Median.needs == {INDIVIDUAL_UPDATES}
