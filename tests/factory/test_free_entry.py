"""Free entry ends where one more would not cover its costs: known answers, through the event loop, from below and above.

Those inside see their own books, those outside what the rounds pay, and one moves at a time: R a day, shared alike among N,
and costs c. A day's profit is believed at once, and no loss is borne.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from agents.behaviours.any.enterprising import Enterprising
from agents.business import Business
from agents.entry import Entry, Patience
from sim.blueprint import Blueprint
from sim.money import TOKEN
from tests.factory.conftest import Play
from tests.factory.economy import economy, inside
from tests.golden.tracer import HONEST, group

NOW = Patience(half_life_days=0.01, tolerance=0.0, days=1)


def trainers(count: int, cost: float, begin: int, review: float, entry: Entry) -> Any:
    """So many who all cost the same, of whom the first `begin` are inside."""
    behaviour = Enterprising(inner=HONEST["trainer"], review_days=review, gap_days=0.3, entry=entry, patience=NOW)
    business = Business(fixed=cost, spread=0.0, inside=begin, capital=0.0, gas=0)
    return group("trainer", behaviour, count, dollars=1000 * TOKEN, business=business)


def market(days: float, pot: int, cost: float, begin: int, entry: Entry) -> Blueprint:
    """`begin` are inside and think it over every twenty days, so that they seldom go together; five look in from outside."""
    return economy(
        days, pot, trainers=trainers(begin, cost, begin, 20.0, entry), others=trainers(5, cost, 0, 0.5, entry)
    )


def answers(*members: int) -> Iterable[Any]:
    """R and c in dollars a day with their known answers."""
    return [(*case, answer) for case, answer in zip(((100, 7.0), (100, 10.0), (97, 3.1)), members, strict=True)]


@pytest.mark.parametrize(("pot", "cost", "members"), answers(14, 10, 31))
def test_from_below_they_come_until_one_more_would_lose(play: Play, pot: int, cost: float, members: int) -> None:
    """floor(R / c)."""
    assert inside(play(market(4.0, pot, cost, members - 3, Entry(barrier_days=0)))) == members


@pytest.mark.parametrize(("pot", "cost", "members"), answers(14, 10, 31))
def test_from_above_they_go_until_nobody_loses(play: Play, pot: int, cost: float, members: int) -> None:
    """floor(R / c); should two have gone where one would have been enough, somebody else comes."""
    assert inside(play(market(24.0, pot, cost, members + 2, Entry(barrier_days=0)))) == members


@pytest.mark.parametrize(("pot", "cost", "members"), answers(12, 8, 26))
def test_what_coming_in_costs_keeps_some_outside(play: Play, pot: int, cost: float, members: int) -> None:
    """floor(R / (c (1 + 10 / 60))), ten days of cost to be earned back in sixty: 12.24, 8.57, 26.82."""
    assert inside(play(market(4.0, pot, cost, members - 3, Entry(barrier_days=10, horizon_days=60)))) == members


@pytest.mark.parametrize(("pot", "cost", "members"), answers(13, 9, 29))
def test_who_is_in_stays_where_nobody_would_come(play: Play, pot: int, cost: float, members: int) -> None:
    """What coming in cost is sunk: between the two answers nobody comes and nobody goes."""
    assert inside(play(market(4.0, pot, cost, members, Entry(barrier_days=10, horizon_days=60)))) == members
