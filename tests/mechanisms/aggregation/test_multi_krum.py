"""Multi-Krum on a line, where distances can be counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mechanisms.aggregation.multi_krum import MultiKrum

NAN = float("nan")
LINE = [[0.0], [1.0], [3.0], [6.0], [100.0]]
"""n = 5, f = 1: two nearest others. Scores 1 + 9 = 10, 1 + 4 = 5, 4 + 9 = 13, 9 + 25 = 34, 8836 + 9409 = 18245."""


@pytest.mark.parametrize(("m", "mean"), [(1, 1.0), (2, 0.5), (3, 4 / 3), (4, 2.5), (5, 22.0), (9, 22.0), (None, 2.5)])
def test_the_lowest_scores_are_averaged(aggregate: Callable[..., Any], m: int | None, mean: float) -> None:
    assert aggregate(MultiKrum(f=1, m=m), LINE) == pytest.approx([mean], rel=1e-7)


def test_more_attackers_assumed_means_fewer_neighbours(aggregate: Callable[..., Any]) -> None:
    """f = 2 leaves one neighbour: 0 and 1 have score 1, 3 has 4; byzfl's convention would count two and choose 1 alone."""
    assert aggregate(MultiKrum(f=2, m=2), LINE) == [0.5]


def test_neighbours_are_counted_as_by_blanchard(aggregate: Callable[..., Any]) -> None:
    """f = 0, n = 4: two nearest of 0, 4, 5, 7 give 41, 10, 5, 13, so 5; with one more it would be 4 (16 + 1 + 9 = 26)."""
    assert aggregate(MultiKrum(f=0, m=1), [[0.0], [4.0], [5.0], [7.0]]) == [5.0]


def test_a_huge_update_blinds_nobody(aggregate: Callable[..., Any]) -> None:
    assert aggregate(MultiKrum(f=1, m=1), [[3e38], [0.0], [1.0], [2.5], [4.5]]) == [1.0]


def test_equal_scores_go_by_job_digest(aggregate: Callable[..., Any]) -> None:
    """Three corners of one triangle: of these jobs, that of t1 has the smallest digest."""
    assert aggregate(MultiKrum(f=0, m=1), [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]) == [0.0, 1.0, 0.0]


def test_it_rules_on_fewer_updates_than_it_promises_for(aggregate: Callable[..., Any]) -> None:
    assert aggregate(MultiKrum(f=2), [[7.0]]) == [7.0]
    assert aggregate(MultiKrum(f=1), [[7.0], [90.0], [9.0]]) == [8.0]


def test_what_is_not_finite_is_dropped(aggregate: Callable[..., Any]) -> None:
    assert aggregate(MultiKrum(f=1, m=1), [*LINE, [NAN]]) == [1.0]
    assert aggregate(MultiKrum(), [[NAN]]) is None


@pytest.mark.parametrize(("f", "m", "error"), [(-1, None, "^f=-1; allowed: 0 "), (0, 0, "^m=0; allowed: 1 or more")])
def test_what_makes_no_sense_is_refused(f: int, m: int | None, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        MultiKrum(f, m)
