"""Members who come when it pays and go when it does not, on the chain."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from agents.behaviours.any.enterprising import Enterprising
from agents.entry import Entry, Patience
from experiments.blueprint import blueprint
from experiments.compose import composed
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.verification.unchecked import Unchecked
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer, training_round

RULES = {"verification": Unchecked(), "reward": EqualSplit()}
FREE = Enterprising(
    inner=HONEST["trainer"],
    cost=300 * TOKEN,
    spread=0.0,
    part=600,
    review_days=0.2,
    gap_days=0.1,
    entry=Entry(barrier_days=0),
    patience=Patience(half_life_days=0.5, days=1),
)
"""Rounds pay trainers 60 tokens an hour, 1,440 a day: room for four whole ones at a cost of 300."""


def inside(played: Played) -> int:
    members = played.factory.chain.contracts["registry"].published()["members"].values()
    return sum(member.role == "trainer" and member.left is None for member in members)


def population(days: float, **groups: Any) -> Any:
    rounds = training_round(seats=12)
    return tracer(hours=24 * days, rounds=rounds, rules=RULES, cheats=None, **groups)


def test_candidates_come_one_at_a_time_until_one_more_would_not_pay(play: Play) -> None:
    """floor(1440 / 300) = 4: one is inside, three of six come, and never two at once."""
    played = play(
        population(
            2.0,
            trainers=group("trainer", FREE),
            candidates=group("trainer", replace(FREE, outside=True), count=6),
        )
    )
    came = [fact.time for fact in played.facts("Joined") if fact.body["account"].startswith("candidates")]
    assert inside(played) == 4
    assert len(came) == 3
    assert all(later - earlier >= 0.1 * 86400 for earlier, later in pairwise(came))


def test_what_coming_in_costs_keeps_them_out(play: Play) -> None:
    """floor(1440 / (300 * (1 + 40 / 60))) = 2."""
    dear = replace(FREE, outside=True, entry=Entry(barrier_days=40))
    played = play(population(2.0, trainers=group("trainer", FREE), candidates=group("trainer", dear, count=6)))
    assert inside(played) == 2


def test_too_many_lose_and_some_go(play: Play) -> None:
    """Eight share 1,440: 180 each, a loss of .4 of the cost of 300. At six it is .2, which is borne; four would gain."""
    played = play(population(12.0, trainers=group("trainer", replace(FREE, review_days=8.0), count=8)))
    assert 4 <= inside(played) <= 6
    assert all(fact.time > 86400 for fact in played.facts("Left"))


def test_a_closed_population_stays_whatever_it_earns(play: Play) -> None:
    played = play(population(3.0, trainers=group("trainer", count=8)))
    assert inside(played) == 8
    assert played.facts("Left") == []


@pytest.mark.parametrize(
    "bad", [{"cost": 0}, {"spread": -1.0}, {"part": 1001}, {"review_days": 0.0}, {"gap_days": -1.0}]
)
def test_bad_parameters(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(bad))}=.*allowed"):
        Enterprising(inner=HONEST["trainer"], **bad)


def test_it_can_be_configured_by_name() -> None:
    chosen = "{name: enterprising, outside: true, entry: {barrier_days: 5}}"
    built = blueprint(composed([f"population.trainers.behaviour={chosen}"])).population["trainers"]
    behaviour: Any = built.behaviour  # type: ignore[attr-defined]
    assert (behaviour.outside, behaviour.entry, behaviour.patience) == (True, Entry(5.0, 60.0), Patience())
