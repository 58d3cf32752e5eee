"""A user buys for show where that brings its friends more than it costs, and not before."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from agents.behaviours.user.honest import Honest
from agents.behaviours.user.rational import Rational
from agents.behaviours.user.wash_buyer import WashBuyer
from mechanisms.contracts.fee_split import FeeSplit
from sim.messages.bridge import Deposit
from sim.messages.message import Bundle
from sim.messages.model_market import Deployed, Experience, FeesSettled, Purchase
from sim.view import View
from sim.world.perceived import Outcomes, Perception

HALF = FeeSplit(contributors=0, developers=500, holders=500, treasury=0)
NOW = 100_000.0
PRICE = 20


class Market:
    """A chain with a friend's version at .9, since the beginning, and a stranger's; of the first others have bought some."""

    def __init__(self, bought: int, fees: FeeSplit = HALF, tried: float = 0.0, reported: int = 10_000) -> None:
        version = SimpleNamespace(owner="dev.0", price=PRICE, since=0.0, live=True)
        stranger = SimpleNamespace(owner="other.0", price=PRICE, since=0.0, live=True)
        self._tables: dict[str, dict[str, Any]] = {
            "model_market": {
                "versions": {1: version, 2: stranger, 3: SimpleNamespace(**{**vars(version), "live": False})},
                "perceived": {1: 0.9, 2: 0.9},
                "outcomes": {1: Outcomes(0.9 * tried, tried, NOW), 2: Outcomes()},
                "provenance": {1: (("maker.0", 3), ("dev.1", 1)), 2: ()},
                "bought": {(1, "cat.0"): bought, (1, "ann.0"): 10**9, (2, "cat.0"): 10**9},
            },
            "registry": {"members": {"maker.0": 0, "dev.0": 0}},
        }
        self._terms = {
            "fees": fees,
            "perception": Perception(),
            "period": 3600.0,
            "reported": reported,
            "treasury": "treasury",
            "asset": "usd",
            "dividend": "",
        }

    def contract(self, name: str) -> dict[str, Any]:
        return self._tables[name]

    def terms(self, contract: str) -> dict[str, Any]:
        return {"model_market": self._terms}[contract]

    def balance(self, account: str, asset: str = "token") -> int:
        return {"registry/stake/maker.0": 3000, "registry/stake/dev.0": 1000}.get(account, 0)


RATIONAL = Rational(inner=Honest(), requests=200, friends=("dev",), elasticity=2.0)


def said(user: WashBuyer, market: Any, version: int = 1) -> list[Any]:
    view = View(NOW, "ann.0", market, lambda purpose: None)  # type: ignore[arg-type, return-value]
    return list(user.react(view, FeesSettled(version, "m", 0, 0, (0.0, 0.0))))


WASH = [Bundle((Deposit(4000), Purchase(1, 200, PRICE), Experience(1, 2, 2)))]


@pytest.mark.parametrize(
    ("changes", "returned"),
    [
        # Half goes to the developer, an eighth of the whole to its stake, one of four.
        ({}, 0.625),
        # Three quarters to those who made it, one in four of them a friend; a fifth by stake.
        ({"contributors": 750, "developers": 50, "holders": 200}, 0.2875),
        ({"contributors": 0, "developers": 0, "holders": 0, "treasury": 1000}, 0.0),
    ],
)
def test_what_comes_back_is_what_the_division_gives_to_friends(changes: dict[str, int], returned: float) -> None:
    market: Any = Market(0, replace(HALF, **changes))
    view = View(NOW, "ann.0", market, lambda purpose: None)  # type: ignore[arg-type, return-value]
    assert RATIONAL.returned(view, market.terms("model_market"), 1) == pytest.approx(returned)


def test_the_demand_at_which_it_turns() -> None:
    """Two reports lift .9 to 452/502, v by ln(.800398/.8) = .00049788, so demand by .00099577 for 7 days / ln 2 =
    872,544 s: 868.86 s of fees, of which .625 come back. It loses .375 x 4,000 = 1,500, so 2.7622 a second are a draw, or
    13,811 requests at 20 in 100,000 s."""
    for part, washes in ((0.95, False), (1.05, True)):
        assert (said(RATIONAL, Market(round(13_811 * part))) == WASH) is washes


def test_where_reports_count_for_less_it_takes_more_demand() -> None:
    """Beside 500 reports two more lift half as much."""
    assert said(RATIONAL, Market(round(13_811 * 1.5), tried=500.0)) == []
    assert said(RATIONAL, Market(round(13_811 * 2.1), tried=500.0)) == WASH


def test_a_market_that_takes_no_reports_is_not_washed() -> None:
    assert said(RATIONAL, Market(10**9, reported=0)) == []


def test_a_fee_that_all_goes_to_others_is_never_worth_it_and_one_that_all_comes_back_always_is() -> None:
    others = FeeSplit(contributors=0, developers=0, holders=0, treasury=1000)
    friends = FeeSplit(contributors=0, developers=1000, holders=0, treasury=0)
    assert said(RATIONAL, Market(10**12, others)) == []
    assert said(RATIONAL, Market(1, friends)) == WASH


def test_who_believes_that_reports_are_struck_out_wants_more_for_them() -> None:
    """(1 - p) (fees - 1,500) > p 1,500 asks for 1 / (1 - p) times the demand: at p = 1/2 twice."""
    doubts = replace(RATIONAL, chance=0.5)
    assert said(doubts, Market(round(13_811 * 1.9))) == []
    assert said(doubts, Market(round(13_811 * 2.1))) == WASH


def test_of_strangers_and_of_what_is_off_sale_it_buys_only_what_it_needs() -> None:
    assert said(RATIONAL, Market(10**9), version=2) == said(RATIONAL, Market(10**9), version=3) == []


def test_a_friend_in_need_does_not_reckon() -> None:
    friend = WashBuyer(inner=Honest(), requests=200, friends=("dev",))
    assert said(friend, Market(0)) == WASH
    view = View(NOW, "ann.0", Market(0), lambda purpose: None)  # type: ignore[arg-type, return-value]
    assert list(friend.react(view, Deployed(1, "dev.0", "m", 1, 0, PRICE, "", ()))) == WASH
    assert said(friend, Market(0), version=2) == []


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: WashBuyer(inner=None, friends=()), r"WashBuyer\.friends=\(\); allowed"),
        (lambda: WashBuyer(inner=None, requests=0), r"requests=0, report=0\.01; allowed"),
        (lambda: Rational(inner=None, chance=2.0), r"Rational\.chance=2\.0; allowed"),
        (lambda: Rational(inner=None, guessing=1.0), r"elasticity=1\.93, guessing=1\.0; allowed"),
    ],
)
def test_bad_parameters(make: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()
