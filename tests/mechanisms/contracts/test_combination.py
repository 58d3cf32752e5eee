"""Who makes a round's update in the place of the rule, and what comes of making another one.

Ann hands in (3, 1) and Bob (5, 1), whose mean is (4, 1). Aggregators have from 1560 s to 1680. Of the 1000 in the pot
100 are theirs, 500 the trainers'.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mechanisms.aggregation.centered_clipping import CenteredClipping
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.shares import Shares
from mechanisms.contracts.training_round import TrainingRound
from sim.messages.registry import Join
from sim.messages.training_round import Aggregate
from tests.mechanisms.contracts.workshop import Everybody, Workshop

PARTS = {"first": 120, "training": 1200, "revealing": 120, "scoring": 120, "checking": 600}
TERMS: dict[str, Any] = {
    "schedule": RoundSchedule(period=3600, aggregating=120, **PARTS),
    "shares": Shares(trainers=500, aggregators=100),
}
AGG, ALSO = "eve", "cal"
"""Eve has 100 of her own to join with; Cal, who has as much at stake, is written into the register by hand."""


class Bench(Workshop):
    """A round that is to be aggregated, by Eve or by Eve and Cal."""

    def __init__(self, aggregators: int, **terms: Any) -> None:
        super().__init__(aggregators=aggregators, rules={"selection": Everybody()}, **{**TERMS, **terms})
        assert self.says(AGG, Join("aggregator", 100)) == ""
        if aggregators > 1:
            self.registry.members[ALSO] = self.registry.members[AGG]
        for account, update in (("ann", 3), ("bob", 5)):
            self.commits(account, 0, update, 1, at=200)
        for account, update in (("ann", 3), ("bob", 5)):
            self.reveals(account, 0, update, 1, at=1330)
        self.until(1561)

    def hands_in(self, account: str, update: tuple[float, ...], *included: str, at: float | None = None) -> str:
        return self.says(account, Aggregate(0, self.vector(*update), included), at)

    def ends(self) -> dict[str, Any]:
        """What the record says of the aggregation, when it is over."""
        self.until(1800)
        [fact] = self.facts("Aggregated")
        return fact

    @property
    def model(self) -> list[float]:
        numbers: list[float] = self.shelf.vector(self.rounds.book.models["current"]).tolist()
        return numbers

    def stake(self, account: str) -> int:
        return self.chain.ledger.balance(f"registry/stake/{account}")


def test_without_aggregators_the_rule_is_asked() -> None:
    shop = Workshop(**TERMS)
    shop.works(0, ann=3, bob=5)
    assert shop.facts("AggregationOpened") == shop.facts("Aggregated") == []
    assert shop.shelf.vector(shop.rounds.book.models["current"]).tolist() == [4, 1]


def test_where_nobody_can_be_drawn_the_rule_is_asked() -> None:
    shop = Workshop(aggregators=2, **TERMS)
    shop.works(0, ann=3, bob=5)
    assert shop.facts("AggregationOpened") == []
    assert shop.shelf.vector(shop.rounds.book.models["current"]).tolist() == [4, 1]


def test_one_aggregator_is_believed_and_paid() -> None:
    shop = Bench(1)
    assert shop.hands_in(AGG, (4, 1), "bob", "ann") == ""
    assert shop.ends()["by"] == [AGG]
    assert shop.model == [4, 1]
    assert shop.wallets(AGG, "ann", "bob") == [100, 250, 250]


def test_one_aggregator_is_believed_whatever_it_says() -> None:
    """Bob is not in it: Ann gets the trainers' 500 alone, and the model goes her way."""
    shop = Bench(1)
    assert shop.hands_in(AGG, (3, 1), "ann") == ""
    fact = shop.ends()
    assert (fact["included"], fact["checked"], fact["faults"]) == (["ann"], False, [])
    assert shop.model == [3, 1]
    assert shop.wallets(AGG, "ann", "bob") == [100, 500, 0]
    assert [settled["accepted"] for settled in shop.facts("RoundSettled")] == [["ann"]]


def test_two_of_one_mind_are_believed_and_share() -> None:
    shop = Bench(2)
    for account in (AGG, ALSO):
        assert shop.hands_in(account, (4, 1), "ann", "bob") == ""
    fact = shop.ends()
    assert (fact["by"], fact["checked"]) == ([ALSO, AGG], False)
    assert shop.wallets(AGG) == [50]


def test_of_two_who_differ_the_one_who_differs_from_the_rule_is_at_fault() -> None:
    """A fault costs half of a stake of 100. The check costs 30, which are burned."""
    shop = Bench(2, check_fee=30)
    shop.hands_in(ALSO, (4, 1), "ann", "bob")
    shop.hands_in(AGG, (3, 1), "ann")
    fact = shop.ends()
    assert (fact["by"], fact["checked"], fact["faults"]) == ([ALSO], True, [AGG])
    assert shop.model == [4, 1]
    assert (shop.stake(AGG), shop.stake(ALSO)) == (50, 100)
    assert shop.wallets(AGG, "ann", "bob") == [0, 250, 250]
    burned = [row for row in shop.recorder.tables()["ledger"].to_pylist() if row["payee"] == "burned"]
    assert [(row["payer"], row["amount"]) for row in burned] == [
        ("training_round/pot", 30),
        (f"registry/stake/{AGG}", 50),
    ]


def test_a_false_list_is_a_fault_even_with_the_right_vector() -> None:
    shop = Bench(2)
    shop.hands_in(ALSO, (4, 1), "ann", "bob")
    shop.hands_in(AGG, (4, 1), "ann")
    assert shop.ends()["faults"] == [AGG]


def test_two_who_conspire_are_believed() -> None:
    """What is compared is what they say: a known weakness of asking twice."""
    shop = Bench(2)
    for account in (AGG, ALSO):
        shop.hands_in(account, (3, 1), "ann")
    assert shop.ends()["faults"] == []
    assert shop.model == [3, 1]


def test_who_says_nothing_is_not_paid_and_the_other_is_checked() -> None:
    shop = Bench(2)
    shop.hands_in(AGG, (3, 1), "ann")
    fact = shop.ends()
    assert (fact["by"], fact["checked"], fact["faults"]) == ([], True, [AGG])
    assert shop.stake(ALSO) == 100
    assert shop.model == [4, 1]
    assert shop.pot == 1000 - 500 - 100  # trainers and provider; nobody reported, served or aggregated


def test_where_nobody_says_anything_the_rule_does() -> None:
    shop = Bench(1)
    assert shop.ends()["checked"] is True
    assert shop.model == [4, 1]


def test_what_is_taken_as_an_aggregate() -> None:
    shop = Bench(1)
    once = "an aggregate is made of each accepted update at most once, and of nothing else"
    assert shop.hands_in("val", (4, 1), "ann") == "val was not chosen to aggregate round 0"
    assert shop.hands_in(AGG, (4, 1), "ann", "ann") == once
    assert shop.hands_in(AGG, (4, 1), "val") == once
    assert shop.hands_in(AGG, (4, 1, 1), "ann") == "no finite vector of the model's size is kept under this key"
    assert shop.hands_in(AGG, (4, np.inf), "ann") == "no finite vector of the model's size is kept under this key"
    assert shop.hands_in(AGG, (4, 1), "ann") == ""
    assert shop.hands_in(AGG, (4, 1), "ann") == f"{AGG} has aggregated round 0 already"
    assert shop.hands_in(AGG, (4, 1), "ann", at=1680) == "the aggregate window of round 0 is not open"


def test_a_rule_that_remembers_is_not_given_away() -> None:
    """Its memory would miss the rounds in which it is not asked."""
    with pytest.raises(ValueError, match="allowed: 0 with CenteredClipping, which remembers past rounds"):
        Workshop(aggregators=1, rules={"aggregation": CenteredClipping()}, **TERMS)


def test_aggregating_must_fit_into_the_round() -> None:
    """1200 + 120 + 120 + 600 = 2040 s without it, 2100 with."""
    tight = RoundSchedule(period=2040, aggregating=60, **PARTS)
    TrainingRound(schedule=tight)
    with pytest.raises(ValueError, match="period=2040; allowed: at least 2100"):
        TrainingRound(schedule=tight, aggregators=1)
