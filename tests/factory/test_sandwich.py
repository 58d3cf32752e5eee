"""Orders put around other people's, in a market for the token of two days."""

from __future__ import annotations

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from tests.factory.books import conserved
from tests.factory.conftest import Play, Played, Said

MARKET = ("scenario=token_market", "horizon_days=2")
BLOCK = 2.0
"""Seconds, on the scenario's chain."""


def ran(play: Play, behaviour: str, *overrides: str) -> Played:
    """With one more trader, who has a million tokens and as many dollars as they are worth."""
    searcher = f"{{role: trader, behaviour: {behaviour}, tokens: 1_000_000_000_000_000, dollars: 4_290_000_000_000}}"
    return play(blueprint(composed([*MARKET, f"population.searcher={searcher}", *overrides])))


def legs(played: Played) -> list[tuple[Said, Said]]:
    """Its trades, two by two."""
    own = [fact for fact in played.facts("Traded") if fact.body["account"] == "searcher.0"]
    return list(zip(own[::2], own[1::2], strict=True))


def test_each_order_is_undone_a_block_later_and_leaves_more_than_it_took(play: Play) -> None:
    played = ran(play, "rational")
    pairs = legs(played)
    assert pairs
    for first, second in pairs:
        assert second.time - first.time == BLOCK
        assert (second.body["give"], second.body["given"]) == (first.body["take"], first.body["taken"])
        assert second.body["taken"] > first.body["given"]
    others = {fact.time for fact in played.facts("Traded") if fact.body["account"] != "searcher.0"}
    assert {first.time for first, _ in pairs} <= others
    conserved(played.factory)


@pytest.mark.parametrize(
    "deterrent",
    [
        "exchange.fee=100",  # a tenth, each way
        "exchange=fixed_rate",
        "chain.base_fee=2_000_000_000",  # 142,000 tokens for a transaction
    ],
)
def test_it_trades_nothing_where_fees_eat_what_an_order_bears(play: Play, deterrent: str) -> None:
    assert legs(ran(play, "rational", deterrent)) == []


def test_who_does_not_weigh_it_goes_on_and_pays_for_it(play: Play) -> None:
    pairs = legs(ran(play, "sandwich", "exchange.fee=100"))
    assert sum(second.body["taken"] < first.body["given"] for first, second in pairs) > len(pairs) / 2
