"""Consent can be withdrawn at any moment: nothing is used and nobody is paid from then on.

The round starts at 120 s; work is committed to until 1320, shown until 1440, scored until 1560, and settled then. Ann has
"data" in it and Bob "more".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from mechanisms.aggregation.mean import Mean
from mechanisms.privacy.secure_sum import SecureSum
from mechanisms.verification.unchecked import Unchecked
from sim.messages.data_market import WithdrawConsent
from sim.requests import Ask
from tests.mechanisms.contracts.bazaar import Bazaar

WITHDRAWN = "the consent to data set more was withdrawn"


@dataclass(frozen=True)
class Slow(Unchecked):
    """Looks for five minutes."""

    def decide(self, view: Any, state: Any) -> Any:
        yield Ask(("val",), "anything?", within=300.0)
        return super().decide(view, state)


@dataclass(frozen=True)
class SlowMean(Mean):
    """Takes five minutes to add up."""

    def decide(self, view: Any, state: Any) -> Any:
        yield Ask(("val",), "anything?", within=300.0)
        return super().decide(view, state)


def bazaar(**terms: Any) -> Bazaar:
    shop = Bazaar(**terms)
    shop.lists()
    shop.lists("more", price=20)
    return shop


def withdrawn_at(second: float, **terms: Any) -> Bazaar:
    """A round in which ann hands in 3 and bob 5, as far as they can; Pat withdraws "more"."""
    shop, sent = bazaar(**terms), False
    for at, account, number in ((200, "ann", 3), (212, "bob", 5)):
        if not sent and second <= at:
            sent = shop.says("pat", WithdrawConsent("more"), at=second) == ""
        shop.commits(account, 0, number, 1, at=at)
    for at, account, number in ((1330, "ann", 3), (1342, "bob", 5)):
        if not sent and second <= at:
            sent = shop.says("pat", WithdrawConsent("more"), at=second) == ""
        shop.reveals(account, 0, number, 1, at=at)
    if not sent:
        assert shop.says("pat", WithdrawConsent("more"), at=second) == ""
    shop.until(2500)
    return shop


def test_undisturbed_both_count_and_both_are_paid_for() -> None:
    """The mean of (3, 1) and (5, 1). Pat gets 30 and 20; of 950 the trainers get 570."""
    shop = bazaar()
    shop.works(0, ann=3, bob=5)
    assert shop.rounds.host.vector(shop.model).tolist() == [4.0, 1.0]
    assert shop.wallets("pat", "ann", "bob") == [50, 285, 285]
    assert shop.goes_into(shop.model) == ("data", "more")


@pytest.mark.parametrize(
    ("second", "terms"),
    [
        (150, {}),
        (250, {}),
        (1400, {}),
        (1500, {}),
        (1700, {"rules": {"verification": Slow()}}),
    ],
    ids=["before it commits", "before it reveals", "after it has", "while it is scored", "while it is checked"],
)
def test_what_is_withdrawn_is_not_used_and_nobody_is_paid_for_it(second: float, terms: dict[str, Any]) -> None:
    """Ann's (3, 1) alone moves the model; of 1000 - 30 the trainers' 582 are hers, and nobody is at fault."""
    shop = withdrawn_at(second, **terms)
    assert shop.rounds.host.vector(shop.model).tolist() == [3.0, 1.0]
    assert shop.wallets("pat", "ann", "bob") == [30, 582, 0]
    assert shop.goes_into(shop.model) == ("data",)
    assert [(f["round"], f["account"], f["data"]) for f in shop.facts("SeatVoided")] == [(0, "bob", "more")]
    [settled] = shop.facts("RoundSettled")
    assert settled["accepted"] == ["ann"]
    assert settled["rejected"] == ([["bob", WITHDRAWN]] if second > 1342 else [])
    assert settled["faults"] == []
    assert [fact["models"] for fact in shop.facts("ConsentWithdrawn")] == [[]]


def test_a_void_seat_takes_nothing_any_more() -> None:
    shop = bazaar()
    shop.says("pat", WithdrawConsent("more"), at=200)
    assert shop.commits("bob", 0, 5, 1) == f"bob has no seat in round 0 any more: {WITHDRAWN}"
    assert shop.commits("ann", 0, 3, 1) == ""


def test_what_is_void_before_scoring_is_not_put_up_for_it_and_what_is_voided_later_may_still_be_scored() -> None:
    before, after = withdrawn_at(1400), withdrawn_at(1500)
    assert [[owner for owner, _ in fact["updates"]] for fact in before.facts("ScoringOpened")] == [["ann"]]
    assert [[owner for owner, _ in fact["updates"]] for fact in after.facts("ScoringOpened")] == [["ann", "bob"]]


def test_an_update_that_was_being_made_of_withdrawn_data_is_thrown_away() -> None:
    """Ann has worked for nothing that is her fault: she is paid for it, and the model stays."""
    shop = withdrawn_at(1700, rules={"aggregation": SlowMean(weights="equal")})
    assert shop.rounds.host.vector(shop.model).tolist() == [0.0, 0.0]
    assert shop.wallets("pat", "ann", "bob") == [30, 570, 0]
    assert shop.goes_into(shop.model) == ()


def test_updates_that_can_be_read_only_together_fall_together() -> None:
    """A mean of both cannot be taken apart: with either withdrawn after it was released, nothing is left."""
    hidden = {"privacy": SecureSum(least=2), "verification": Slow()}
    shop = withdrawn_at(1700, rules=hidden)
    assert shop.rounds.host.vector(shop.model).tolist() == [0.0, 0.0]
    assert shop.wallets("pat", "ann", "bob") == [0, 0, 0]
    both = bazaar(rules=hidden)
    both.works(0, ann=3, bob=5)
    both.until(2500)
    assert both.rounds.host.vector(both.model) == pytest.approx(np.array([4.0, 1.0]), abs=1e-6)
    assert both.goes_into(both.model) == ("data", "more")


def test_after_a_withdrawal_the_data_are_in_no_further_round_and_stay_in_the_models_that_they_are_in() -> None:
    shop = bazaar()
    shop.works(0, ann=3, bob=5)
    first = shop.model
    shop.works(1, ann=4, bob=6)
    second = shop.model
    assert shop.says("pat", WithdrawConsent("more")) == ""
    assert shop.facts("ConsentWithdrawn") == [{"provider": "pat", "data": "more", "models": [first, second]}]
    paid = shop.wallets("pat")[0]
    shop.works(2, ann=5, bob=7)
    assert {fact["data"] for fact in shop.facts("Assigned") if fact["round"] == 2} == {"data"}
    assert shop.wallets("pat") == [paid + 60]
    assert shop.rounds.host.tables["ingredients"][2] == ("data",)
    assert shop.goes_into(shop.model) == ("data", "more")


def test_only_its_provider_withdraws_data_once_and_may_list_them_again() -> None:
    shop = bazaar()
    assert shop.says("eve", WithdrawConsent("more"), at=2600) == "eve has listed no data set 'more'"
    assert shop.says("pat", WithdrawConsent("more")) == ""
    assert shop.says("pat", WithdrawConsent("more")) == "data set more is withdrawn already"
    assert shop.lists("more", price=25) == ""
    shop.works(1, ann=3, bob=5)
    assert shop.wallets("pat") == [55]


def test_an_older_data_set_that_a_round_is_at_work_on_can_be_withdrawn_too() -> None:
    shop = bazaar()
    assert shop.lists("fresh", replaces="more", at=200) == ""
    assert shop.says("pat", WithdrawConsent("more")) == ""
    assert [fact["account"] for fact in shop.facts("SeatVoided")] == ["bob"]
