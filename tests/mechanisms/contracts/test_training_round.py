"""What members may say in a round, when, and what comes of it."""

from __future__ import annotations

import pytest

from sim.messages.registry import Leave
from sim.messages.training_round import Excuse, Offer, Report
from tests.mechanisms.contracts.workshop import Workshop

OTHERWISE = "the update is not the one that was committed to"


def data(shop: Workshop) -> list[tuple[int, str, str]]:
    """Who was given which data set, round by round."""
    return [(fact["round"], fact["account"], fact["data"]) for fact in shop.facts("Assigned")]


def test_data_sets_go_round() -> None:
    shop = Workshop()
    shop.says("pat", Offer("more", 20))
    shop.until(120 + 3600 * 2 + 60)
    assert data(shop) == [
        (0, "ann", "data"),
        (0, "bob", "more"),
        (1, "ann", "more"),
        (1, "bob", "data"),
        (2, "ann", "data"),
        (2, "bob", "more"),
    ]


def test_a_data_set_that_is_replaced_in_mid_round_is_still_trained_on_and_paid() -> None:
    shop = Workshop()
    assert shop.says("pat", Offer("fresh", 9, replaces="data"), at=200) == ""
    assert shop.says("pat", Offer("more", 20, replaces="data")) == "pat has no data set 'data' on offer"
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("pat") == [100]
    shop.until(3800)
    assert data(shop) == [(0, "ann", "data"), (0, "bob", "data"), (1, "ann", "fresh"), (1, "bob", "fresh")]


def test_data_of_a_provider_who_has_left_are_not_used_any_more() -> None:
    shop = Workshop()
    assert shop.says("pat", Leave(), at=200) == ""
    shop.until(3800)
    assert data(shop) == [(0, "ann", "data"), (0, "bob", "data")]
    assert [fact["reason"] for fact in shop.facts("RoundSkipped")] == ["no data is on offer"]


def test_an_offer_that_is_refused_takes_nothing_off_the_shelf() -> None:
    shop = Workshop()
    assert shop.says("pat", Offer("data", 10, replaces="data")) == "data set data is on offer already, by pat"
    assert shop.says("pat", Offer("none", 1, replaces="data")) == "nobody keeps a data set none"
    assert shop.says("pat", Offer("fresh", 8, replaces="data")) == "rows=8; the data set fresh has 9"
    assert list(shop.rounds.book.offers) == ["data"]


def test_the_last_commitment_counts() -> None:
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, at=200)
    shop.commits("ann", 0, 5, 1)
    assert shop.reveals("ann", 0, 3, 1, at=1330) == OTHERWISE
    assert shop.reveals("ann", 0, 5, 1) == ""
    assert shop.reveals("ann", 0, 5, 1) == "ann has revealed in round 0 already"


def test_who_has_not_committed_reveals_nothing() -> None:
    shop = Workshop()
    assert shop.reveals("ann", 0, 3, 1, at=1330) == OTHERWISE


def test_what_somebody_has_handed_in_is_not_handed_in_again() -> None:
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, at=200)
    shop.commits("bob", 0, 3, 1)
    assert shop.reveals("bob", 0, 3, 1, at=1330) == ""
    assert shop.reveals("ann", 0, 3, 1) == "somebody has handed in the same update before"


def test_an_update_of_another_size_is_refused() -> None:
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, 4, at=200)
    assert shop.reveals("ann", 0, 3, 1, 4, at=1330) == "no finite vector of the model's size is kept under this key"


def test_a_seat_that_is_given_back_is_nobodys() -> None:
    """Ann commits and then excuses herself; the trainers' part is Bob's."""
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, at=130)
    assert shop.says("ann", Excuse(0, "failed")) == ""
    gone = "ann has no seat in round 0 any more: failed"
    assert shop.says("ann", Excuse(0, "again")) == gone
    assert shop.commits("ann", 0, 3, 1) == gone
    shop.works(0, bob=5)
    assert shop.wallets("ann", "bob") == [0, 600]
    assert shop.commits("ann", 1, 3, 1, at=3800) == ""


def test_who_leaves_in_mid_round_may_finish_it_and_is_not_chosen_again() -> None:
    shop = Workshop()
    assert shop.says("ann", Leave(), at=125) == ""
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("ann", "bob") == [300, 300]
    shop.until(3800)
    assert [fact["chosen"] for fact in shop.facts("RoundOpened")] == [["ann", "bob"], ["bob"]]


@pytest.mark.parametrize("scores", [(("eve", 7),), (("bob", 7),), (("ann", 7), ("ann", 8))])
def test_a_report_scores_those_who_revealed_and_each_once(scores: tuple[tuple[str, int], ...]) -> None:
    """Eve is a stranger, Bob has a seat and has shown nothing."""
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, at=200)
    shop.reveals("ann", 0, 3, 1, at=1330)
    refused = "a report scores each of those who revealed at most once, and nobody else"
    assert shop.says("val", Report(0, scores), at=1450) == refused
    assert shop.says("val", Report(0, (("ann", 7),))) == ""
    assert shop.says("val", Report(0, ())) == "val has reported in round 0 already"


def test_who_has_left_reports_nothing() -> None:
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, at=200)
    shop.reveals("ann", 0, 3, 1, at=1330)
    shop.says("val", Leave(), at=1442)
    assert shop.says("val", Report(0, (("ann", 7),))) == "val is not registered as validator"
