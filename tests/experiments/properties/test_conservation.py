"""Where money may come from, entry by entry."""

from __future__ import annotations

import json
from typing import Any

from experiments.properties.conservation import Conservation
from experiments.properties.played import Played
from tests.experiments.metrics.conftest import entry, evidence, fact, look, member

FACTS = [
    fact("Begun", subject="genesis"),
    fact("Ruled", subject="emission", family="supply"),
    fact("Intervened", subject="referee"),
    fact("Ruled", subject="training_round", family="reward"),
]
GENESIS, SUPPLY, REFEREE, REWARD = range(4)


def flaw(*ledger: dict[str, Any], holds: int, cap: int | None = None) -> str:
    """The first flaw of a ledger after which a trainer has so much in its wallet."""
    facts = [
        {"fact": n, "cause": -1, **row, "body": json.dumps(json.loads(row["body"]), separators=(",", ":"))}
        for n, row in enumerate(FACTS)
    ]
    seen = evidence(facts=facts, ledger=list(ledger), agents=[look("a.0", holds, time=9.0)], truth=[member("a.0")])
    found, entries = Conservation(cap).read("as given", Played({}, seen))
    assert entries == len(ledger)
    return found


def issued(amount: int, cause: int, asset: str = "token") -> dict[str, Any]:
    return entry("issuance", "a.0", amount, cause, asset=asset)


def test_tokens_come_from_genesis_from_a_ruling_of_supply_and_from_the_referee() -> None:
    assert flaw(issued(5, GENESIS), issued(3, SUPPLY), issued(2, REFEREE), holds=10) == ""
    assert "training_round issues 4 by a fact Ruled" in flaw(issued(5, GENESIS), issued(4, REWARD), holds=9)


def test_what_other_money_is_issued_by_is_no_matter_here() -> None:
    assert flaw(issued(5, GENESIS), issued(4, REWARD, "usd"), holds=5, cap=5) == ""


def test_a_cap_may_be_reached_and_what_is_burned_is_no_longer_under_it() -> None:
    moves = [issued(5, GENESIS), entry("a.0", "burned", 2, REWARD), issued(2, SUPPLY)]
    assert flaw(*moves, holds=5, cap=5) == ""
    assert "brings 6 into circulation; allowed: 5" in flaw(*moves, issued(1, SUPPLY), holds=6, cap=5)


def test_nobody_overdraws_and_nothing_is_without_a_cause_or_beside_the_ledger() -> None:
    assert "a.0 holds 5 token" in flaw(issued(5, GENESIS), entry("a.0", "b", 6), holds=-1)
    assert "allowed: the number of a fact" in flaw(issued(5, GENESIS), entry("a.0", "b", 1, 77), holds=4)
    assert "is 6; by the ledger a.0 holds 5" in flaw(issued(5, GENESIS), holds=6)
