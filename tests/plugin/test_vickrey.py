"""A sealed-bid auction: the cheapest is chosen, paid the second price, and no bid is seen before it is too late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from factory_plugin.vickrey import AskingPrice, Vickrey
from hypothesis import given
from hypothesis import strategies as st

from agents.behaviours.deviation import Deviation
from sim.blueprint import Blueprint
from sim.effects.judgement import Assign
from sim.facts import Fact
from sim.messages.message import Message, Pending
from sim.requests import Ask
from sim.seams.selection import SelectionView
from sim.view import View

NAMES = ("ann", "bob", "cy", "dee")


def auction(asked: Mapping[str, Any], seats: int = 1, budget: int = 100) -> list[Assign]:
    """Hold an auction without a simulator: put the rule's question, send it the answers."""
    case = Vickrey(within=60.0).decide(SelectionView(0, "main", seats, NAMES, {}, budget), None)
    assert next(case) == Ask(NAMES, AskingPrice("main"), within=60.0, sealed=True)
    try:
        case.send(dict.fromkeys(NAMES) | dict(asked))
    except StopIteration as end:
        assert end.value[1] is None
        return list(end.value[0])
    raise AssertionError("the auction asks once")


def test_the_lowest_ask_wins_and_is_paid_the_second_lowest() -> None:
    assert auction({"ann": 70, "bob": 30, "cy": 50}) == [Assign("bob", "main", 50)]


def test_two_seats_are_paid_the_third_price() -> None:
    assert auction({"ann": 20, "bob": 10, "cy": 45, "dee": 30}, seats=2) == [
        Assign("bob", "main", 30),
        Assign("ann", "main", 30),
    ]


def test_a_bidder_alone_is_paid_the_reserve() -> None:
    assert auction({"cy": 10}) == [Assign("cy", "main", 100)]


def test_silence_nonsense_and_bids_above_the_reserve_are_no_bids() -> None:
    assert auction({"ann": 101, "bob": "7", "cy": 0, "dee": True}) == []


def test_equal_bids_go_by_name() -> None:
    assert auction({"bob": 30, "ann": 30}) == [Assign("ann", "main", 30)]


@given(
    cost=st.integers(1, 100),
    bid=st.integers(1, 120),
    others=st.fixed_dictionaries({name: st.none() | st.integers(1, 120) for name in NAMES[1:]}),
)
def test_no_bid_earns_more_than_the_true_cost(cost: int, bid: int, others: dict[str, int | None]) -> None:
    def gain(price: int) -> int:
        return sum(a.price - cost for a in auction({"ann": price, **others}) if a.account == "ann")

    assert gain(bid) <= gain(cost)


@pytest.mark.parametrize("within", [0.0, -1.0, float("nan"), float("inf")])
def test_an_auction_takes_time(within: float) -> None:
    with pytest.raises(ValueError, match=r"within=.*; allowed: above 0 seconds, finite"):
        Vickrey(within)


def test_on_the_chain_the_winner_is_assigned_and_paid_the_second_price(record: Callable[..., Any]) -> None:
    run = record("scenario=vickrey")
    seats = [(s.body["round"], s.body["account"], s.body["price"]) for s in run.facts("Assigned")]
    assert seats == [(0, "three.0", 5 * 10**9), (1, "three.0", 5 * 10**9)]
    assert run.paid("training_round/pot", "three.0") == [5 * 10**9, 5 * 10**9]
    assert run.paid("training_round/pot", "five.0") == run.paid("training_round/pot", "seven.0") == []
    assert run.balanced()


def test_no_bid_is_on_record_before_its_auction_is_closed(record: Callable[..., Any]) -> None:
    run = record("scenario=vickrey")
    closed = run.facts("Closed")[0]
    assert closed.body["answers"] == {"three.0": 3 * 10**9, "five.0": 5 * 10**9, "seven.0": 7 * 10**9}
    bids = [s for s in run.facts("Included") if s.number < closed.number and s.body["calls"][0][0] == "host"]
    assert sorted(s.subject for s in bids) == ["five.0", "seven.0", "three.0"]
    assert [sorted(s.body["calls"][0][1]["value"]) for s in bids] == [["digest", "kind"]] * 3
    assert all(s.body["calls"][0][1]["value"]["kind"] == "SealedValue" for s in bids)
    before = [row["body"] for row in run.tables["facts"] if row["fact"] < closed.number]
    assert not any(f"{price}000000000" in body for body in before for price in (3, 5, 7))


@dataclass(frozen=True)
class Eavesdropper(Deviation):
    """Write down whatever can be read of the auction in the mempool and in the host's tables."""

    heard: list[str]

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Pending})

    def react(self, view: View, fact: Fact) -> Iterable[Message]:
        self.heard.extend((repr(fact), repr(view.chain.pending()), repr(view.chain.contract("host"))))
        return ()


def test_who_watches_the_mempool_learns_no_bid(
    describe: Callable[..., Blueprint], record_of: Callable[[Blueprint], Any]
) -> None:
    factory = describe("scenario=vickrey", "horizon_days=0.05")
    bidder, heard = factory.population["seven"], list[str]()
    listening = replace(bidder, behaviour=Eavesdropper(heard, inner=bidder.behaviour))
    run = record_of(replace(factory, population={**factory.population, "seven": listening}))
    assert [s.body["price"] for s in run.facts("Assigned")] == [5 * 10**9]
    assert sum("SealedValue" in line for line in heard) > 3
    assert not any(str(price * 10**9) in line for line in heard for price in (3, 5, 7))
