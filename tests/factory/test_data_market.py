"""Providers on a data market, in the tracer: a round every hour, two data sets of ten rows, a use at three tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from agents.behaviours.deviation import Deviation
from agents.behaviours.provider.honest import Honest
from agents.behaviours.provider.wash_consumer import WashConsumer
from agents.behaviours.provider.withdrawing import Withdrawing
from agents.coalitions.principal import Principal
from mechanisms.contracts.data_market import DataMarket
from mechanisms.contracts.registry import Registry
from mechanisms.pricing.as_asked import AsAsked
from mechanisms.pricing.base_fee import BaseFee
from sim.blueprint import Blueprint
from sim.durations import DAY
from sim.factory import Factory
from sim.facts import Fact
from sim.lab import Examples
from sim.lineage import data_in, models_with
from sim.messages.data_market import ChallengeRow, Licence, ListData, Listed
from sim.messages.message import Message
from sim.money import TOKEN
from sim.view import View
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import group, tracer, training_round

SELLS = Honest(price=3 * TOKEN)


def bazaar(hours: float = 2, pricing: Any = None, terms: dict[str, Any] | None = None, **groups: Any) -> Blueprint:
    """Two providers list and sell; a round pays five tokens a use at most."""
    return tracer(
        hours=hours,
        rounds=training_round(data_market="data_market", data_most=5 * TOKEN),
        contracts={
            "registry": Registry(slashers=("training_round", "data_market")),
            "data_market": DataMarket(**(terms or {})),
        },
        rules={"pricing": pricing or AsAsked()},
        **{"providers": group("provider", SELLS, count=2), **groups},
    )


def words(played: Played, account: str) -> list[str]:
    return [message["kind"] for _, _, message in played.said(account)]


@pytest.fixture(scope="module")
def withdrawn() -> Played:
    """The second provider takes its consent back when the second day begins, between two rounds."""
    groups: dict[str, Any] = {
        "providers": group("provider", SELLS),
        "visitors": group("provider", Withdrawing(inner=SELLS, at_days=1.0)),
    }
    factory = Factory(bazaar(hours=30, **groups))
    factory.run()
    return Played(factory)


def test_providers_list_and_do_not_offer(play: Play) -> None:
    played = play(bazaar())
    assert words(played, "providers.0") == ["Join", "ListData"]
    assert [(f.body["provider"], f.body["rows"]) for f in played.facts("Listed")] == [
        ("providers.0", 10),
        ("providers.1", 10),
    ]
    assert played.facts("Offered") == []


def test_each_use_is_paid_at_its_price(play: Play) -> None:
    """Three seats in a round: one data set is used twice and the other once."""
    played = play(bazaar())
    for account in ("providers.0", "providers.1"):
        assert sorted(played.moved("training_round/pot", account)) == [3 * TOKEN, 6 * TOKEN]
    conserved(played.factory)


def test_a_factory_without_a_market_is_as_before(play: Play) -> None:
    assert words(play(tracer()), "providers.0") == ["Join", "Offer", "Offer"]


def test_who_withdraws_is_used_and_paid_no_more(withdrawn: Played) -> None:
    """The round that starts at 82,920 s trains until 84,120 and is settled at 84,360 or later; the next starts at 86,520."""
    [fact] = withdrawn.facts("ConsentWithdrawn")
    assert (fact.body["provider"], fact.time // DAY) == ("visitors.0", 1)
    data, after = fact.body["data"], fact.time
    used = [f for f in withdrawn.facts("Assigned") if f.body["data"] == data]
    assert used
    assert all(f.time < after for f in used)
    assert len(withdrawn.facts("Assigned")) == 3 * 30
    paid = [r for r in withdrawn.rows("ledger") if (r["payer"], r["payee"]) == ("training_round/pot", "visitors.0")]
    assert paid
    assert all(row["time"] < after for row in paid)
    assert len(withdrawn.facts("RoundSettled")) == 30
    conserved(withdrawn.factory)


def test_all_that_somebody_has_listed_is_withdrawn_in_one_block(play: Play) -> None:
    leaves = group("provider", Withdrawing(inner=SELLS, at_days=1.0))
    played = play(bazaar(hours=26, shards=5, providers=leaves))
    withdrawn = played.facts("ConsentWithdrawn")
    assert len(withdrawn) == 5
    assert len({fact.block for fact in withdrawn}) == 1
    assert played.facts("RoundSkipped")[-1].body["reason"] == "no data is on offer"


def test_lineage_is_complete_both_ways(withdrawn: Played) -> None:
    """Against the rounds as they were assigned and settled, model by model."""
    [fact] = withdrawn.facts("ConsentWithdrawn")
    tables = withdrawn.factory.chain.contracts["training_round"].published()
    inside, models, before, current = set[str](), list[str](), list[str](), ""
    given = {(f.body["round"], f.body["account"]): f.body["data"] for f in withdrawn.facts("Assigned")}
    for settled in withdrawn.facts("RoundSettled"):
        number, model = settled.body["round"], settled.body["model"]
        inside |= {given[number, account] for account in settled.body["accepted"]}
        if model != current:
            assert data_in(model, tables["lineage"], tables["ingredients"]) == tuple(sorted(inside)), number
            models, current = [*models, model] if fact.body["data"] in inside else models, model
            before = models if settled.time < fact.time else before
    assert len(models) > 5
    assert models_with(fact.body["data"], tables["lineage"], tables["ingredients"]) == tuple(models)
    assert 0 < len(before) < len(models)
    assert fact.body["models"] == before


def test_an_honest_provider_opens_any_row(play: Play) -> None:
    """The listed keys are those of an undisturbed run; who doubts loses the fee."""
    key = play(bazaar()).facts("Listed")[0].body["data"]
    script = [Line(100.0 + row, "owners.0", ChallengeRow(key, row)) for row in range(10)]
    played = play(bazaar(terms={"doubt_fee": TOKEN}), script)
    assert [f.body["reason"] for f in played.facts("ChallengeDecided")] == [""] * 10
    assert played.moved("data_market", "providers.0") == [TOKEN] * 10
    assert {f.body["account"] for f in played.facts("Slashed")} == {"cheats.0"}


def test_a_challenge_after_the_provider_has_slept_a_day_is_answered(play: Play) -> None:
    key = play(bazaar()).facts("Listed")[0].body["data"]
    played = play(bazaar(hours=27), [Line(DAY + 900.0, "owners.0", ChallengeRow(key, 9))])
    assert [f.body["reason"] for f in played.facts("ChallengeDecided")] == [""]


@dataclass(frozen=True)
class Dearer(Deviation):
    """Asks four tokens from the second day on."""

    def licence(self, view: View, offered: Examples) -> Licence:
        return Licence(price=(3 if view.time < DAY else 4) * TOKEN)


def test_a_provider_that_thinks_better_of_its_price_says_so_once(play: Play) -> None:
    played = play(bazaar(hours=26, providers=group("provider", Dearer(inner=SELLS), count=2)))
    assert words(played, "providers.1") == ["Join", "ListData", "Reprice"]
    assert max(played.moved("training_round/pot", "providers.1")) == 8 * TOKEN


def test_a_price_that_demand_has_moved_is_not_taken_back(play: Play) -> None:
    """36 uses a day and data set against a target of 18 make the price an eighth dearer each day."""
    played = play(bazaar(hours=50, pricing=BaseFee(), terms={"target": 18}))
    assert words(played, "providers.0") == ["Join", "ListData"]
    moved = [(f.body["price"], f.body["demanded"]) for f in played.facts("Repriced")]
    assert len(moved) == 4
    assert all(price > 3 * TOKEN for price, _ in moved)


@dataclass(frozen=True)
class Thief(Deviation):
    """Tries to list what another has listed."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Listed})

    def react(self, view: View, fact: Fact) -> Iterable[Message]:
        if isinstance(fact, Listed) and fact.provider != view.account:
            yield ListData(fact.data, fact.rows, fact.root, Licence())


def test_nobody_sells_what_is_another_providers(play: Play) -> None:
    played = play(bazaar(thieves=group("provider", Thief(inner=SELLS)), shards=3))
    assert any("is providers." in reason for reason in played.refusals("thieves.0"))


def washed(play: Play, behaviour: Any, **terms: Any) -> Played:
    """Two names of one owner; a target of 100 uses a day against the 36 of the rounds. 10,000 tokens to spend."""
    owner = Principal("provider", behaviour, identities=2, tokens=20_000 * TOKEN, stake=200 * TOKEN)
    return play(bazaar(hours=98, pricing=BaseFee(), terms={"target": 100, **terms}, providers=owner))


def test_a_provider_that_buys_its_own_data_moves_the_price_and_pays_for_it(play: Play) -> None:
    """300 more uses each time; a twentieth of what it pays itself is gone."""
    honest, wash = washed(play, SELLS), washed(play, WashConsumer(inner=SELLS, uses=300, worth=5 * TOKEN))
    last = {f.body["data"]: f.body["price"] for f in honest.facts("Repriced")}
    best = {f.body["data"]: f.body["price"] for f in wash.facts("Repriced")}
    assert all(price < 3 * TOKEN for price in last.values())
    assert all(price > 3 * TOKEN for price in best.values())
    assert max(f.body["demanded"] for f in wash.facts("Repriced")) > 300
    bought = wash.facts("UseBought")
    assert {f.body["buyer"] for f in bought} == {"providers.0", "providers.1"}
    assert sum(f.body["kept"] for f in bought) == sum(
        sum(wash.moved(f"providers.{place}", "treasury")) for place in range(2)
    )
    assert all(f.body["kept"] * 20 == f.body["paid"] for f in bought)
    conserved(wash.factory)


def test_it_stops_where_nobody_would_pay_more(play: Play) -> None:
    wash = washed(play, WashConsumer(inner=SELLS, uses=300, worth=3 * TOKEN + 1))
    assert len(wash.facts("UseBought")) >= 2
    assert all(f.body["paid"] <= 300 * 3 * TOKEN for f in wash.facts("UseBought"))


def test_a_name_alone_has_nobody_to_buy_from(play: Play) -> None:
    played = play(bazaar(providers=group("provider", WashConsumer(inner=SELLS))))
    assert played.facts("UseBought") == []


@pytest.mark.parametrize(
    ("behaviour", "bad"),
    [
        (WashConsumer, {"inner": SELLS, "uses": 0}),
        (WashConsumer, {"inner": SELLS, "worth": -1}),
        (Withdrawing, {"inner": SELLS, "at_days": -1.0}),
        (Honest, {"price": -1}),
        (Honest, {"uses": ("sell",)}),
    ],
)
def test_bad_parameters_are_named(behaviour: Any, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{list(bad)[-1]}=.*allowed"):
        behaviour(**bad)
