"""Centered clipping: how far it moves, and from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.aggregation.centered_clipping import CenteredClipping

NAN = float("nan")
ONCE = CenteredClipping(radius=5.0, iterations=1)


def test_within_the_radius_it_is_the_mean(aggregate: Callable[..., Any]) -> None:
    assert aggregate(ONCE, [[3.0, 4.0], [1.0, 0.0], [-1.0, 2.0]]) == [1.0, 2.0]


def test_beyond_the_radius_an_update_counts_in_its_direction_only(aggregate: Callable[..., Any]) -> None:
    """(30, 40) has length 50 and is clipped to (3, 4)."""
    assert aggregate(ONCE, [[30.0, 40.0], [1.0, 0.0]]) == [2.0, 2.0]


def test_each_iteration_moves_on_from_the_last(aggregate: Callable[..., Any]) -> None:
    """0 -> 1 -> 2 -> 3 in steps of the radius towards 10."""
    assert aggregate(CenteredClipping(radius=1.0, iterations=3), [[10.0], [10.0]]) == [3.0]


def test_the_last_aggregate_is_the_next_centre(aggregate: Callable[..., Any]) -> None:
    update, centre = aggregate(ONCE, [[30.0, 40.0]], state=())
    assert (update, centre) == ([3.0, 4.0], (3.0, 4.0))
    update, centre = aggregate(ONCE, [[30.0, 40.0]], state=centre)
    assert (update, centre) == ([6.0, 8.0], (6.0, 8.0))


def test_a_model_of_another_size_starts_from_zero(aggregate: Callable[..., Any]) -> None:
    assert aggregate(ONCE, [[30.0, 40.0]], state=(1.0, 2.0, 3.0)) == ([3.0, 4.0], (3.0, 4.0))


@pytest.mark.parametrize(
    ("old", "centre"), [((3.0, 4.0), (3.0, 4.0)), ((), ()), (None, ()), ("bonds", ()), (("t0", 5), ())]
)
def test_it_inherits_a_centre_and_nothing_else(old: Any, centre: tuple[float, ...]) -> None:
    assert ONCE.from_state(old) == centre


def test_an_update_at_the_centre_stays(aggregate: Callable[..., Any]) -> None:
    assert aggregate(ONCE, [[3.0, 4.0]], state=(3.0, 4.0)) == ([3.0, 4.0], (3.0, 4.0))


def test_what_is_not_finite_is_dropped_and_nothing_leaves_the_centre(aggregate: Callable[..., Any]) -> None:
    assert aggregate(ONCE, [[NAN, 0.0], [1.0, 1.0]]) == [1.0, 1.0]
    assert aggregate(ONCE, [[NAN, 0.0]], state=(3.0, 4.0)) == (None, (3.0, 4.0))


@pytest.mark.parametrize(
    ("radius", "iterations", "error"),
    [
        (0.0, 1, "^radius=0.0; "),
        (NAN, 1, "^radius=nan; "),
        (float("inf"), 1, "^radius=inf; "),
        (1.0, 0, "^iterations=0; "),
    ],
)
def test_what_makes_no_sense_is_refused(radius: float, iterations: int, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        CenteredClipping(radius, iterations)
