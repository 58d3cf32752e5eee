"""The geometric median, where geometry knows it."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.aggregation.geometric_median import GeometricMedian

NAN = float("nan")
LONG = GeometricMedian(iterations=200)


def test_of_a_triangle_it_is_the_point_of_fermat(aggregate: Callable[..., Any]) -> None:
    """An isosceles triangle with base 2 and height 2: the point that sees each side under 120 degrees is 1/sqrt(3) up."""
    assert aggregate(LONG, [[-1.0, 0.0], [1.0, 0.0], [0.0, 2.0]]) == pytest.approx([0.0, 1 / sqrt(3)], abs=1e-6)


def test_of_four_corners_it_is_where_the_diagonals_cross(aggregate: Callable[..., Any]) -> None:
    corners = [[0.0, 0.0], [4.0, 0.0], [3.0, 3.0], [0.0, 4.0]]
    assert aggregate(LONG, corners) == pytest.approx([2.0, 2.0], abs=1e-5)


def test_an_angle_of_120_degrees_or_more_is_its_own_median(aggregate: Callable[..., Any]) -> None:
    assert aggregate(LONG, [[0.0, 0.0], [5.0, 0.0], [-5.0, 1.0]]) == pytest.approx([0.0, 0.0], abs=1e-5)


def test_most_of_the_rows_at_one_point_are_the_median(aggregate: Callable[..., Any]) -> None:
    assert aggregate(LONG, [[1.0], [9.0], [9.5]], rows=[5, 2, 2]) == pytest.approx([1.0], abs=1e-5)
    assert aggregate(LONG, [[1.0], [9.0], [9.5]], rows=[2, 5, 2]) == pytest.approx([9.0], abs=1e-5)


def test_one_step_by_hand(aggregate: Callable[..., Any]) -> None:
    """From the median 2 the distances of 0, 2, 8 are 2, 1 (smoothed), 6: (0/2 + 2/1 + 8/6) / (1/2 + 1 + 1/6) = 2."""
    assert aggregate(GeometricMedian(1, smoothing=1.0), [[0.0], [2.0], [8.0]]) == [2.0]
    assert aggregate(GeometricMedian(1, smoothing=4.0), [[0.0], [2.0], [8.0]]) == pytest.approx([2.75])  # 11/6 : 2/3


@given(st.floats(0, 2 * pi), st.sampled_from([1e3, 1e20, 3e38]))
def test_an_outlier_moves_it_by_less_than_the_honest_spread(
    aggregate: Callable[..., Any], angle: float, far: float
) -> None:
    honest = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]
    moved = aggregate(GeometricMedian(), [*honest, [far * cos(angle), far * sin(angle)]])
    assert moved[0] ** 2 + moved[1] ** 2 < 1


def test_what_is_not_finite_is_dropped(aggregate: Callable[..., Any]) -> None:
    assert aggregate(LONG, [[NAN, 0.0], [3.0, 4.0]]) == [3.0, 4.0]
    assert aggregate(LONG, [[NAN]]) is None


@pytest.mark.parametrize(("given", "error"), [({"iterations": 0}, "iterations=0"), ({"smoothing": 0.0}, "smoothing=0")])
def test_what_makes_no_sense_is_refused(given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        GeometricMedian(**given)
