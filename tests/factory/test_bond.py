"""Who comes from outside buys its stake first, over a fortnight; who changes its mind sells it again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from agents.behaviours.any.enterprising import Enterprising
from agents.business import Business
from agents.entry import Entry, Patience
from agents.population import Group
from mechanisms.contracts.treasury import Treasury
from sim.durations import DAY
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Play, Played
from tests.factory.economy import economy, inside
from tests.golden.tracer import HONEST, group

POT, COST = 1440, Business(fixed=300.0, spread=0.0, capital=0.0, gas=10 * TOKEN, bond=280 * TOKEN)
"""Dollars a day for all trainers and for one: room for four. A stake of 140 tokens, and dollars for twice as many."""
OPEN = Enterprising(
    inner=HONEST["trainer"],
    review_days=0.2,
    gap_days=0.1,
    entry=Entry(barrier_days=0),
    patience=Patience(half_life_days=0.5, days=1),
)


def people(count: int, begin: int, **changes: Any) -> Any:
    business = replace(COST, inside=begin, **changes)
    return group("trainer", OPEN, count, 150, 140, dollars=1000 * TOKEN, business=business)


def bought(played: Played, account: str) -> list[int]:
    """Base units of token that it bought, day by day, whatever it sold."""
    return [-row["sold"] for row in played.rows("books") if row["account"] == account and row["sold"] < 0]


def announced(played: Played) -> dict[str, float]:
    calls = ((f.subject, f.time, message) for f in played.facts("Included") for _, message in f.body["calls"])
    return {account: time for account, time, message in calls if message["kind"] == "Announce"}


def came(played: Played) -> list[tuple[str, float]]:
    return [(f.body["account"], f.time) for f in played.facts("Joined") if f.body["account"].startswith("candidates")]


def test_outsiders_begin_with_dollars_in_place_of_their_stake() -> None:
    made = people(6, 2)
    assert made.endowment() == {"token": 150 * TOKEN, "usd": 1000 * TOKEN}
    assert made.endowment(inside=False) == {"token": 10 * TOKEN, "usd": 1280 * TOKEN}
    assert made.outside == 4


def test_a_stake_is_bought_in_fourteen_parts_before_its_owner_comes(play: Play) -> None:
    """Three of six set out, one after the other, and no fourth: 140 tokens, ten on each day."""
    played = play(economy(24.0, POT, trainers=people(1, 1), candidates=people(6, 0)))
    told = announced(played)
    assert inside(played) == 4
    assert {account for account, _ in came(played)} == set(told) and len(came(played)) == 3
    assert all(later - earlier >= 0.1 * DAY for earlier, later in pairwise(sorted(told.values())))
    for account, time in came(played):
        parts = bought(played, account)
        assert 13 * DAY < time - told[account] < 15 * DAY
        assert len(parts) == 14
        assert parts == pytest.approx([10 * TOKEN] * 14, rel=0.03)
        assert sum(parts) == pytest.approx(140 * TOKEN, rel=0.01)
    conserved(played.factory)


def test_who_finds_that_it_pays_no_more_sells_what_it_bought(play: Play) -> None:
    """The treasury is empty on day 8: nobody comes, and whoever had set out is back in dollars two weeks after."""
    poor = {"treasury": Treasury(endowment=8 * POT * TOKEN)}
    played = play(economy(36.0, POT, contracts=poor, trainers=people(1, 1), candidates=people(6, 0)))
    assert came(played) == []
    assert len(announced(played)) == 3
    for account in announced(played):
        assert sum(bought(played, account)) == pytest.approx(140 * TOKEN, rel=0.01)
        assert played.ledger.balance(account) == 10 * TOKEN
        assert played.ledger.balance(account, "usd") == pytest.approx(1280 * TOKEN, abs=TOKEN)


def test_nobody_sets_out_or_goes_on_buying_after_the_end(play: Play) -> None:
    """The end is on day 7, in the middle of what they buy."""
    blueprint = replace(economy(7.0, POT, trainers=people(1, 1), candidates=people(6, 0)), settle_days=30.0)
    played = play(blueprint)
    assert came(played) == []
    (closing,) = played.facts("Closing")
    days = [row for row in played.rows("books") if row["account"] in announced(played)]
    assert any(row["sold"] < 0 for row in days if row["time"] < closing.time)
    assert not any(row["sold"] < 0 for row in days if row["time"] > closing.time + 60)


def test_a_stake_that_is_more_than_the_tokens_is_refused() -> None:
    with pytest.raises(ValueError, match=r"business.bond.*stake=2; allowed: at most tokens=1"):
        Group("trainer", OPEN, tokens=1, stake=2, business=COST)
