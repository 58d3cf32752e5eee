"""Ratings after outcomes."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.reputation.moving_average import MovingAverage
from mechanisms.reputation.unrated import Unrated
from sim.seams.reputation import ReputationView


def rated(rule: MovingAverage, *outcomes: dict[str, bool]) -> dict[str, int]:
    state = rule.begin()
    for number, outcome in enumerate(outcomes):
        effects, state = rule.decide(ReputationView(number, outcome), state)  # type: ignore[misc]
        assert effects == ()
    return dict(state)


def test_a_rating_moves_by_its_weight_towards_the_outcome() -> None:
    """0, then .25, .4375, and after a failure .328125."""
    half = [{"ann": True}, {"ann": True}, {"ann": False}]
    rule = MovingAverage(weight=250)
    assert [rated(rule, *half[:n])["ann"] for n in (1, 2, 3)] == [250_000, 437_500, 328_125]


def test_who_did_nothing_keeps_its_rating_and_newcomers_begin_where_told() -> None:
    rule = MovingAverage(weight=500, newcomer=600_000)
    assert rated(rule, {"ann": True}, {"bob": False}) == {"ann": 800_000, "bob": 300_000}


def test_fully_weighted_only_the_last_counts() -> None:
    assert rated(MovingAverage(weight=1000), {"ann": False}, {"ann": True}) == {"ann": 10**6}


def test_the_control_remembers_nothing() -> None:
    assert Unrated().decide(ReputationView(0, {"ann": True}), (("ann", 5),)) == ((), None)


@pytest.mark.parametrize(("old", "ratings"), [((("a", 5),), (("a", 5),)), ((("a", 10**7),), ()), (None, ()), ("x", ())])
def test_it_inherits_ratings_and_nothing_else(old: Any, ratings: Any) -> None:
    assert MovingAverage().from_state(old) == ratings


@pytest.mark.parametrize("given", [{"weight": 0}, {"weight": 1001}, {"newcomer": -1}, {"newcomer": 10**6 + 1}])
def test_what_makes_no_sense_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        MovingAverage(**given)
