"""The auction: who wins, at what price, and why asking one's cost is best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.selection.reverse_auction import ReverseAuction
from sim.effects.judgement import Assign
from sim.messages.auction import AskingPrice
from sim.requests import Ask
from sim.seams.selection import SelectionView

NAMES = ("ann", "bob", "cy", "dee")


def auction(asked: Mapping[str, Any], seats: int = 1, budget: int = 100) -> list[Assign]:
    """Put the question that the rule puts, and send it these answers."""
    case = ReverseAuction(within=60.0).decide(SelectionView(5, "main", seats, NAMES, {}, budget), None)
    assert next(case) == Ask(NAMES, AskingPrice("main", 5), within=60.0, sealed=True)  # type: ignore[arg-type]
    with pytest.raises(StopIteration) as end:
        case.send(dict.fromkeys(NAMES) | dict(asked))  # type: ignore[union-attr]
    effects, state = end.value.value
    assert state is None
    return list(effects)


@pytest.mark.parametrize(
    ("asked", "seats", "won"),
    [
        ({"ann": 70, "bob": 30, "cy": 50}, 1, [("bob", 50)]),
        ({"ann": 20, "bob": 10, "cy": 45, "dee": 30}, 2, [("bob", 30), ("ann", 30)]),
        ({"cy": 10}, 1, [("cy", 100)]),
        ({"ann": 40, "cy": 10}, 3, [("cy", 33)]),  # a third of 100 is the reserve
        ({"bob": 30, "ann": 30}, 1, [("ann", 30)]),
        ({"ann": 101, "bob": "7", "cy": 0, "dee": True}, 1, []),
        ({}, 1, []),
    ],
)
def test_the_lowest_bids_win_at_the_price_of_the_first_that_lost(
    asked: dict[str, Any], seats: int, won: list[tuple[str, int]]
) -> None:
    assert auction(asked, seats) == [Assign(who, "main", price) for who, price in won]


@given(
    cost=st.integers(1, 100),
    bid=st.integers(1, 120),
    seats=st.integers(1, 4),
    others=st.fixed_dictionaries({name: st.none() | st.integers(1, 120) for name in NAMES[1:]}),
)
def test_no_bid_earns_more_than_the_true_cost(cost: int, bid: int, seats: int, others: dict[str, int | None]) -> None:
    def gain(price: int) -> int:
        return sum(a.price - cost for a in auction({"ann": price, **others}, seats) if a.account == "ann")

    assert gain(bid) <= gain(cost)


def test_without_money_or_candidates_nobody_is_asked() -> None:
    for view in (SelectionView(1, "main", 2, NAMES, {}, 1), SelectionView(1, "main", 2, (), {}, 100)):
        with pytest.raises(StopIteration) as end:
            next(ReverseAuction().decide(view, None))  # type: ignore[arg-type]
        assert end.value.value == ((), None)


@pytest.mark.parametrize("within", [0.0, -1.0, float("nan"), float("inf")])
def test_an_auction_takes_time(within: float) -> None:
    with pytest.raises(ValueError, match=r"within=.*; allowed: above 0 seconds, finite"):
        ReverseAuction(within)
