"""A version that is renewed under the certificate that it has: who may, when it counts, who is paid and who is blamed."""

from __future__ import annotations

import numpy as np
import pytest

from sim.messages.message import Message
from sim.messages.model_market import Deploy, Experience, Purchase, Retire, Update
from tests.mechanisms.contracts.stall import Stall


@pytest.fixture
def stall() -> Stall:
    return Stall().tested()


def visit(stall: Stall, right: int = 0, tried: int = 0) -> None:
    """Uma pays for 50 requests, $1,000, and says how many of those that she checked were right."""
    assert stall.says("uma", Purchase(1, 50, 20)) == ""
    if tried:
        assert stall.says("uma", Experience(1, right, tried)) == ""


def test_from_the_next_settlement_on_it_answers_with_another_model(stall: Stall) -> None:
    assert stall.says("dev", Update(1, stall.second)) == ""
    assert stall.market.book.versions[1].model == stall.first
    stall.settled(1)
    version = stall.market.book.versions[1]
    assert (version.model, version.certificate, version.certified, version.live) == (stall.second, 1, 900_000, True)
    updated = {"version": 1, "owner": "dev", "model": stall.second, "source": stall.second, "rounds": [0, 1]}
    assert stall.facts("Updated") == [updated]
    assert len(stall.settled(3).facts("Updated")) == 1


@pytest.mark.parametrize(
    ("sender", "version", "model", "reason"),
    [
        ("uma", 1, "second", "version 1 is not uma's"),
        ("dev", 9, "second", "version 9 is not dev's"),
        ("dev", 1, "0" * 32, f"no vector is kept under {'0' * 32}"),
    ],
)
def test_what_is_refused(stall: Stall, sender: str, version: int, model: str, reason: str) -> None:
    message: Message = Update(version, getattr(stall, model, model))
    assert stall.says(sender, message) == reason
    assert stall.settled(1).facts("Updated") == []


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0], [1.0, float("nan")]])
def test_what_is_no_model_of_this_size_is_refused(stall: Stall, values: list[float]) -> None:
    """The model has two parameters; nobody could answer with three, or with what is no number."""
    key = stall.shelf.keep(np.array(values, np.float32))
    assert stall.says("dev", Update(1, key)) == f"what is kept under {key} is no finite vector of the model's size"


def test_a_version_that_is_off_sale_is_not_renewed(stall: Stall) -> None:
    stall.says("dev", Retire(1))
    assert stall.says("dev", Update(1, stall.second)) == "version 1 is not on sale"


def test_fees_go_to_those_who_made_the_model_that_earned_them(stall: Stall) -> None:
    """The first hour's 500 go to ann and bob, 3 to 1; the second's to all three, 3 to 1 to 4: 187.5, 62.5 and 250."""
    visit(stall)
    stall.says("dev", Update(1, stall.second))
    stall.settled(1)
    assert stall.held("ann", "bob", "cid", asset="usd") == [375, 125, 0]
    visit(stall)
    stall.settled(2)
    assert stall.held("ann", "bob", "cid", asset="usd") == [375 + 188, 125 + 62, 250]


def test_nobody_takes_the_fees_of_others_by_renewing_just_before_the_settlement(stall: Stall) -> None:
    """To a model of its own and back, hour after hour; the hour in which it answers with its own is its own."""
    visit(stall)
    stall.says("dev", Update(1, stall.own))
    stall.settled(1)
    assert stall.held("ann", "bob", "dev", asset="usd") == [375, 125, 100]
    visit(stall)
    stall.says("dev", Update(1, stall.first))
    stall.settled(2)
    assert stall.held("ann", "bob", "dev", asset="usd") == [375, 125, 100 + 600]
    visit(stall)
    stall.settled(3)
    assert stall.held("ann", "bob", "dev", asset="usd") == [750, 250, 800]


def test_of_two_announcements_the_last_counts(stall: Stall) -> None:
    stall.says("dev", Update(1, stall.own))
    stall.says("dev", Update(1, stall.second))
    assert stall.settled(1).market.book.versions[1].model == stall.second
    assert [fact["model"] for fact in stall.facts("Updated")] == [stall.second]


def test_it_waits_until_users_have_had_their_say_on_the_certified_model() -> None:
    """Ten reports are enough here."""
    stall = Stall()
    visit(stall, right=9, tried=9)
    refused = stall.says("dev", Update(1, stall.second))
    assert refused.startswith("9 reports on the certified model of version 1; needed: 10, or a trial until 864")
    visit(stall, right=1, tried=1)
    assert stall.says("dev", Update(1, stall.second)) == ""


def test_what_few_buy_may_be_renewed_after_a_day() -> None:
    stall = Stall().settled(23)
    assert "needed: 10" in stall.says("dev", Update(1, stall.second))
    assert stall.settled(24).says("dev", Update(1, stall.second)) == ""


def test_the_auditor_answers_for_the_model_that_it_saw() -> None:
    """Two of twenty right where .9 was certified: half of 100 at stake is gone."""
    stall = Stall()
    visit(stall, right=2, tried=20)
    stall.settled(1)
    assert stall.held("registry/stake/aud") == [50]
    assert [fact["reason"] for fact in stall.facts("Slashed")] == ["certificate 1: users found 100000"]


def test_renewing_the_version_does_not_shield_the_auditor() -> None:
    """What users have found of the certified model before the settlement counts after it as well."""
    stall = Stall()
    visit(stall, right=2, tried=20)
    assert stall.says("dev", Update(1, stall.second)) == ""
    assert stall.settled(1).market.book.versions[1].model == stall.second
    assert stall.held("registry/stake/aud") == [50]


def test_what_users_find_of_the_certified_model_when_it_is_back_counts(stall: Stall) -> None:
    """Nine of ten were right; with none of forty more that is 18 of a hundred."""
    for model in (stall.own, stall.first):
        stall.says("dev", Update(1, model))
        stall.settled(1 if model == stall.own else 2)
    visit(stall, right=0, tried=40)
    assert stall.settled(3).held("registry/stake/aud") == [50]


def test_a_buyer_is_heard_on_the_certified_model_only_as_far_as_it_has_bought_it(stall: Stall) -> None:
    """Fifty requests of another model allow fifty reports; none of them is about the one that was certified."""
    stall.says("dev", Update(1, stall.own))
    stall.settled(1)
    visit(stall)
    stall.says("dev", Update(1, stall.first))
    stall.settled(2)
    assert stall.says("uma", Experience(1, 0, 50)) == ""
    assert stall.settled(3).held("registry/stake/aud") == [100]


@pytest.mark.parametrize(("right", "stake"), [(15, 100), (13, 100), (12, 50)])
def test_the_luck_of_a_draw_blames_nobody(right: int, stake: int) -> None:
    """.9 certified less the .05 that are allowed, less three standard errors of twenty draws, .24: below .61, or 12.2 of
    twenty, it was no luck. Six in a thousand certificates that overstate by .05 are met by that much bad luck."""
    stall = Stall()
    visit(stall, right=right, tried=20)
    assert stall.settled(1).held("registry/stake/aud") == [stake]


def test_nobody_is_blamed_for_a_model_it_never_saw(stall: Stall) -> None:
    """Nor when the version goes back to the certified one, with what users have found of the other."""
    stall.says("dev", Update(1, stall.own))
    stall.settled(1)
    visit(stall, right=2, tried=20)
    stall.settled(2)
    stall.says("dev", Update(1, stall.first))
    stall.settled(4)
    assert stall.market.book.versions[1].model == stall.first
    assert (stall.held("registry/stake/aud"), stall.facts("Slashed")) == ([100], [])


def test_what_users_have_contradicted_is_not_sold_anew_as_if_nobody_knew_it(stall: Stall) -> None:
    """All fifty answers were wrong under a certificate of .9."""
    visit(stall, 0, 50)
    stall.settled(1)
    assert stall.says("dev", Retire(1)) == ""
    assert stall.says("dev", Deploy(stall.first, 1)) == "certificate 1 was contradicted by users"


def test_a_version_does_not_shed_what_users_know_of_it_by_being_sold_as_another(stall: Stall) -> None:
    """Nor are reports spread over versions, each with too few of them to contradict the certificate that they share."""
    visit(stall, 6, 9)
    assert stall.says("dev", Retire(1)) == ""
    assert stall.says("dev", Deploy(stall.first, 1)) == "certificate 1 is version 1's; allowed: one of its own"
