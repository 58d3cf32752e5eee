"""Members who come when it pays and go when it does not, on the chain."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from agents.behaviours.any.enterprising import Enterprising
from agents.business import Business
from agents.entry import Entry, Patience
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from mechanisms.contracts.treasury import Treasury
from sim.money import TOKEN
from tests.factory.conftest import Play
from tests.factory.economy import economy, inside
from tests.golden.tracer import HONEST, group

POT, COST = 1440, Business(fixed=300.0, spread=0.0, capital=0.0, gas=0)
"""Dollars a day for all trainers and for one: room for four whole ones."""
OPEN = Enterprising(
    inner=HONEST["trainer"],
    review_days=0.2,
    gap_days=0.1,
    entry=Entry(barrier_days=0),
    patience=Patience(half_life_days=0.5, days=1),
)


def trainers(behaviour: Any, count: int = 1, begin: int | None = None, **changes: Any) -> Any:
    business = replace(COST, inside=begin, **changes)
    return group("trainer", behaviour, count, dollars=10_000 * TOKEN, business=business)


def test_candidates_come_one_at_a_time_until_one_more_would_not_pay(play: Play) -> None:
    """floor(1440 / 300) = 4: one is inside, three of six come, and never two at once."""
    played = play(economy(2.0, POT, trainers=trainers(OPEN), candidates=trainers(OPEN, 6, begin=0)))
    came = [fact.time for fact in played.facts("Joined") if fact.body["account"].startswith("candidates")]
    assert inside(played) == 4
    assert len(came) == 3
    assert all(later - earlier >= 0.1 * 86400 for earlier, later in pairwise(came))


def test_what_coming_in_costs_keeps_them_out(play: Play) -> None:
    """floor(1440 / (300 * (1 + 40 / 60))) = 2."""
    dear = replace(OPEN, entry=Entry(barrier_days=40))
    assert inside(play(economy(2.0, POT, trainers=trainers(OPEN), candidates=trainers(dear, 6, begin=0)))) == 2


def test_who_would_be_dearer_stays_outside(play: Play) -> None:
    """Four of ten are inside whose factors are 1 on average; at half of the mean cost there is room for nine whole ones."""
    played = play(economy(2.0, POT, trainers=trainers(OPEN, 10, begin=4, spread=1.0)))
    members = played.factory.chain.contracts["registry"].published()["members"]
    costs = {name: played.factory.players[name].books.cost for name in (f"trainers.{n}" for n in range(10))}  # type: ignore[union-attr]
    begun = [name for name in costs if name in members and members[name].since < 60]
    assert len(begun) == 4
    assert sum(costs[name] for name in begun) / 4 == pytest.approx(300.0)
    assert max(costs[name] for name in begun) < min(cost for name, cost in costs.items() if name not in begun)


def test_where_the_money_ends_fewer_come(play: Play) -> None:
    """The treasury can pay for two rounds. After the second, 360 tokens in a quarter of a day look like 1,440 a day; some
    come before the rounds that pay nothing show."""
    poor = {"treasury": Treasury(endowment=720 * TOKEN)}
    played = play(economy(3.0, POT, contracts=poor, trainers=trainers(OPEN), candidates=trainers(OPEN, 6, begin=0)))
    assert [fact.body["paid"] // TOKEN for fact in played.facts("RoundSettled")][:4] == [360, 360, 0, 0]
    assert inside(played) < 4


def test_too_many_lose_and_some_go(play: Play) -> None:
    """Eight share 1,440: 180 each, a loss of .4 of the cost of 300. At six it is .2, which is borne; four would gain."""
    played = play(economy(12.0, POT, trainers=trainers(replace(OPEN, review_days=8.0), 8)))
    assert 4 <= inside(played) <= 6
    assert all(fact.time > 86400 for fact in played.facts("Left"))


def test_who_cannot_pay_a_bill_leaves_at_once(play: Play) -> None:
    """No token is sold because every one is needed for fees, and the purse holds two days of cost."""
    poor = group("trainer", OPEN, 1, dollars=600 * TOKEN, business=replace(COST, gas=10**6 * TOKEN))
    played = play(economy(6.0, POT, trainers=poor))
    (left,) = played.facts("Left")
    first, second, third, *_ = played.rows("books")
    assert second["taken"] == 300 * TOKEN and not first["unpaid"] and not second["unpaid"]
    assert first["taken"] + 300 * TOKEN + third["taken"] == 600 * TOKEN
    assert third["unpaid"] == first["taken"]
    assert third["time"] < left.time < third["time"] + 6 * 3600 + 60


def test_a_closed_population_stays_whatever_it_earns(play: Play) -> None:
    played = play(economy(3.0, POT, trainers=trainers(HONEST["trainer"], 8)))
    assert inside(played) == 8
    assert played.facts("Left") == []


def test_without_a_business_nothing_moves_it(play: Play) -> None:
    played = play(economy(3.0, POT, trainers=group("trainer", OPEN, 8)))
    assert inside(played) == 8
    assert "books" not in played.tables


@pytest.mark.parametrize("bad", [{"review_days": 0.0}, {"gap_days": -1.0}, {"review_days": float("nan")}])
def test_bad_parameters(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(bad))}=.*allowed"):
        Enterprising(inner=HONEST["trainer"], **bad)


def test_it_can_be_configured_by_name() -> None:
    chosen = "{name: enterprising, entry: {barrier_days: 5}}"
    changed = [f"population.trainers.behaviour={chosen}", "population.trainers.business={inside: 3, spread: 0.1}"]
    built: Any = blueprint(composed(["scenario=default", *changed])).population["trainers"]
    assert (built.behaviour.entry, built.behaviour.patience) == (Entry(5.0, 60.0), Patience())
    assert built.business == Business(inside=3, spread=0.1, hardware=8.0, bond=735 * TOKEN)
