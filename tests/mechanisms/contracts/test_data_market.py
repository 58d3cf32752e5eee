"""What is listed, at what price it is used, and who may challenge it."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.contracts.data_market import DataMarket
from mechanisms.contracts.registry import Registry
from mechanisms.pricing.as_asked import AsAsked
from mechanisms.pricing.base_fee import BaseFee
from sim.merkle import path, root
from sim.messages.data_market import (
    BuyUse,
    ChallengeRow,
    Licence,
    ListData,
    OpenRow,
    Recall,
    Reprice,
    Used,
    WithdrawConsent,
)
from sim.messages.registry import Leave
from sim.messages.training_round import Offer
from tests.mechanisms.contracts.bazaar import Bazaar
from tests.mechanisms.contracts.workshop import Workshop

DAY = 86_400


def test_a_use_costs_its_price_before_the_pot_is_divided() -> None:
    """Two uses at 30 come off 1000; of 940 the trainers get .6, the validator .2, and the providers' .1 stays in the pot
    with the compute owners'."""
    shop = Bazaar()
    assert shop.lists() == ""
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("pat", "ann", "bob", "val") == [60, 282, 282, 188]
    assert shop.pot == 1000 - 60 - 564 - 188
    assert [fact["paid"] for fact in shop.facts("RoundSettled")] == [812]
    assert dict(shop.rounds.book.ancestry(shop.model)[0][1]) == {"ann": 282, "bob": 282, "pat": 60, "val": 188}


def test_only_data_that_somebody_handed_in_work_on_are_paid_for() -> None:
    shop = Bazaar()
    shop.lists()
    shop.works(0, ann=3)
    assert shop.wallets("pat") == [30]


@pytest.mark.parametrize(
    ("licence", "round_terms"),
    [
        ({"price": 51}, {}),
        ({"price": 50}, {"budget": 399}),
        ({"uses": ("audit",)}, {}),
        ({"until": 3720.0}, {}),
    ],
)
def test_what_is_too_dear_or_not_licensed_until_the_round_is_over_is_not_used(
    licence: dict[str, Any], round_terms: dict[str, Any]
) -> None:
    """A round of at most eight seats from 120 s to 3720; with 399 in the pot none may cost more than 49."""
    shop = Bazaar(**round_terms)
    assert shop.lists(**licence) == ""
    shop.until(200)
    assert [fact["reason"] for fact in shop.facts("RoundSkipped")] == ["no data is on offer"]


def test_what_is_licensed_until_just_after_the_round_is_used() -> None:
    shop = Bazaar()
    shop.lists(until=3721.0)
    shop.until(3800)
    assert [(fact["round"], fact["data"]) for fact in shop.facts("Assigned")] == [(0, "data"), (0, "data")]


def test_data_are_listed_and_not_offered() -> None:
    assert Bazaar().says("pat", Offer("data", 10)) == "data are listed on data_market here"
    with pytest.raises(ValueError, match=r"contracts.training_round.data_market='fair': no such contract"):
        Workshop(data_market="fair")


def test_what_cannot_be_listed() -> None:
    shop = Bazaar()
    assert shop.lists(sender="eve") == "eve is not registered as provider"
    assert shop.says("pat", ListData("none", 1, "0" * 64, Licence())) == "nobody keeps a data set none"
    assert shop.says("pat", ListData("data", 9, "0" * 64, Licence())) == "rows=9; the data set data has 10"
    assert shop.says("pat", ListData("data", 10, "0x", Licence())) == "root='0x'; allowed: 64 hexadecimal digits"
    assert shop.lists(uses=("sell",)) == "uses=('sell',); allowed: one or more of train, audit"
    assert shop.lists(uses=()) == "uses=(); allowed: one or more of train, audit"
    assert shop.lists(price=-1) == "price=-1; allowed: 0 or more base units"
    assert shop.lists(until=1.0, at=10) == "until=1.0; allowed: a time to come, or none"
    assert shop.lists() == ""
    assert shop.lists() == "data set data is listed already"
    assert shop.lists("more", replaces="fresh") == "pat has listed no data set 'fresh'"
    assert list(shop.market.book.listings) == ["data"]


def test_a_newer_data_set_takes_the_place_of_an_older_one() -> None:
    shop = Bazaar()
    shop.lists()
    assert shop.lists("fresh", replaces="data") == ""
    shop.until(200)
    assert {fact["data"] for fact in shop.facts("Assigned")} == {"fresh"}
    assert shop.lists("more", replaces="data") == "data set data is replaced"
    assert shop.lists("data", replaces="fresh") == ""


def test_data_of_a_provider_who_has_left_are_not_used() -> None:
    shop = Bazaar()
    shop.lists()
    shop.says("pat", Leave())
    shop.until(200)
    assert [fact["reason"] for fact in shop.facts("RoundSkipped")] == ["no data is on offer"]


def test_the_price_follows_demand() -> None:
    """EIP-1559 with a target of 4: six uses, two of a round and four bought, move 32 by 32 * 2 / 4 / 8 = 2; none at all by
    34 / 8 = 4 down."""
    shop = Bazaar(BaseFee(floor=1), {"target": 4, "cut": 0})
    shop.lists(price=32)
    shop.works(0, ann=3, bob=5)
    assert shop.says("eve", BuyUse("data", "train", 3, 32)) == ""
    assert shop.says("ann", BuyUse("data", "train", 1, 32)) == ""
    shop.until(DAY + 60)
    assert shop.price == 34
    shop.until(2 * DAY + 60)
    assert shop.price == 30
    assert [(f["price"], f["demanded"]) for f in shop.facts("Repriced")] == [(34, 6), (30, 0)]


def test_a_buyer_pays_the_provider_and_the_markets_cut() -> None:
    """Three uses at 30 are 90, of which 200 in a thousand are 18."""
    shop = Bazaar(terms={"cut": 200})
    shop.lists()
    treasury = shop.wallets("treasury")[0]
    assert shop.says("eve", BuyUse("data", "train", 3, 30)) == ""
    assert shop.wallets("eve", "pat", "treasury") == [10, 72, treasury + 18]
    assert shop.facts("UseBought") == [
        {"buyer": "eve", "data": "data", "use": "train", "times": 3, "paid": 90, "kept": 18}
    ]


def test_what_cannot_be_bought() -> None:
    shop = Bazaar()
    assert shop.says("eve", BuyUse("data", "train", 1, 30)) == "data set data is not listed"
    shop.lists(until=500.0)
    assert shop.says("pat", BuyUse("data", "train", 1, 30)) == "pat needs no licence for data of its own"
    assert shop.says("eve", BuyUse("data", "train", 1, 29)) == "times=1, most=29; allowed: 1 or more, at 30 each"
    assert shop.says("eve", BuyUse("data", "train", 0, 30)) == "times=0, most=30; allowed: 1 or more, at 30 each"
    forbidden = "use='audit'; the licence of data does not allow it now"
    assert shop.says("eve", BuyUse("data", "audit", 1, 30)) == forbidden
    assert shop.says("eve", BuyUse("data", "train", 4, 30)).startswith("eve holds 100")
    assert shop.says("eve", BuyUse("data", "train", 1, 30), at=500) == forbidden.replace("audit", "train")
    assert shop.wallets("eve") == [100]


def test_a_provider_sets_its_own_price_and_nobody_elses() -> None:
    """The first round's seats were given at 30, the second's at 40."""
    shop = Bazaar()
    shop.lists()
    assert shop.says("eve", Reprice("data", 1), at=200) == "eve has listed no data set 'data'"
    assert shop.says("pat", Reprice("data", -1)) == "price=-1; allowed: 0 or more base units"
    assert shop.says("pat", Reprice("data", 40)) == ""
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("pat") == [60]
    shop.works(1, ann=4, bob=6)
    assert shop.wallets("pat") == [140]


def test_strangers_neither_count_uses_nor_recall_data() -> None:
    shop = Bazaar()
    shop.lists()
    assert shop.says("eve", Used((("data", 9),))) == "eve is no user; allowed: training_round"
    assert shop.says("pat", Recall("data")) == "pat may recall no data; allowed: data_market"


def test_a_row_that_is_as_committed_earns_the_fee_of_the_challenge() -> None:
    shop = Bazaar(terms={"doubt_fee": 7})
    shop.lists()
    assert shop.says("eve", ChallengeRow("data", 3)) == ""
    assert [(f["account"], f["challenge"], f["row"]) for f in shop.facts("RowChallenged")] == [("pat", 1, 3)]
    assert shop.opens(1, "data", 3, sender="ann") == "ann has listed no data set 'data'"
    assert shop.opens(1, "data", 3) == ""
    assert shop.opens(1, "data", 3) == "there is no open challenge 1"
    assert shop.wallets("eve", "pat", "data_market") == [93, 7, 0]
    shop.until(2 * DAY)
    assert [f["reason"] for f in shop.facts("ChallengeDecided")] == [""]
    assert shop.facts("Slashed") == []


def test_a_row_is_challenged_once() -> None:
    """While it is open and after it: a provider cannot be kept busy with what it has shown."""
    shop = Bazaar()
    shop.lists()
    assert shop.says("eve", ChallengeRow("data", 3)) == ""
    assert shop.says("ann", ChallengeRow("data", 3)) == "row 3 of data was challenged already, by 1"
    assert shop.opens(1, "data", 3) == ""
    assert shop.says("ann", ChallengeRow("data", 3)) == "row 3 of data was challenged already, by 1"
    assert shop.says("ann", ChallengeRow("data", 4)) == ""


@pytest.mark.parametrize(("data", "row"), [("data", 4), ("more", 3)])
def test_another_row_than_the_one_asked_for_is_an_offence(data: str, row: int) -> None:
    """A fault costs half of a stake of 100. What is refuted is not used any more."""
    shop = Bazaar(terms={"doubt_fee": 7})
    shop.lists(at=20)
    shop.says("eve", ChallengeRow("data", 3))
    assert shop.opens(1, data, row) == ""
    assert [(f["account"], f["amount"]) for f in shop.facts("Slashed")] == [("pat", 50)]
    assert shop.wallets("eve", "pat") == [100, 0]
    shop.until(200)
    assert [fact["reason"] for fact in shop.facts("RoundSkipped")] == ["no data is on offer"]


def test_who_committed_to_other_rows_than_it_hands_out_cannot_open_any() -> None:
    """ "fresh" has nine rows: its commitment to those of "data" is true of none."""
    shop = Bazaar()
    shop.lists("fresh", of="data")
    shop.says("eve", ChallengeRow("fresh", 2))
    assert shop.opens(1, "fresh", 2) == ""
    shop.says("eve", ChallengeRow("fresh", 2))
    assert [f["reason"] for f in shop.facts("ChallengeDecided")] == ["a proof that does not lead to the commitment"]


def test_rows_that_were_committed_to_and_are_not_handed_out_are_an_offence() -> None:
    """The eight rows after the first are other ones; the first alone is what was committed to."""
    shop = Bazaar()
    kept, committed = shop.shelf.leaves("data"), shop.shelf.leaves("data")[:1] + shop.shelf.leaves("more")[1:10]
    shop.says("pat", ListData("data", 10, root(committed), Licence()))
    for number, row in ((1, 0), (2, 5)):
        shop.says("eve", ChallengeRow("data", row))
        assert shop.says("pat", OpenRow(number, committed[row], path(committed, row))) == ""
    assert kept[0] == committed[0]
    assert [f["reason"] for f in shop.facts("ChallengeDecided")] == ["", "data other than those committed to"]
    assert [f["amount"] for f in shop.facts("Slashed")] == [50]


def test_who_lists_its_data_anew_answers_for_what_was_challenged() -> None:
    """Pat has committed to the rows of other data, and once that is doubted withdraws and lists its own as they are."""
    shop = Bazaar()
    other = root(shop.shelf.leaves("more")[:10])
    shop.says("pat", ListData("data", 10, other, Licence()))
    shop.says("eve", ChallengeRow("data", 5))
    assert [shop.says("pat", WithdrawConsent("data")), shop.lists(), shop.opens(1, "data", 5)] == ["", "", ""]
    assert [f["reason"] for f in shop.facts("ChallengeDecided")] == ["a proof that does not lead to the commitment"]
    assert [f["amount"] for f in shop.facts("Slashed")] == [50]


def test_silence_is_an_offence_when_time_is_up() -> None:
    shop = Bazaar(terms={"doubt_fee": 7, "answering": 3600.0})
    shop.lists()
    shop.says("eve", ChallengeRow("data", 0), at=100)
    shop.until(3690)
    assert shop.facts("Slashed") == []
    shop.until(3800)
    assert [(f["account"], f["reason"]) for f in shop.facts("Slashed")] == [("pat", "silence about a challenged row")]
    assert shop.wallets("eve") == [100]
    assert shop.opens(1, "data", 0) == "there is no open challenge 1"


def test_what_cannot_be_challenged() -> None:
    shop = Bazaar(terms={"doubt_fee": 101})
    assert shop.says("eve", ChallengeRow("data", 0)) == "data set data is not listed"
    shop.lists()
    wrong = "allowed: 0 to 9, of somebody else's data"
    assert shop.says("eve", ChallengeRow("data", 10)) == f"row=10; {wrong}"
    assert shop.says("eve", ChallengeRow("data", -1)) == f"row=-1; {wrong}"
    assert shop.says("pat", ChallengeRow("data", 0)) == f"row=0; {wrong}"
    assert shop.says("eve", ChallengeRow("data", 0)).startswith("eve holds 100")
    shop.says("pat", Leave())
    assert shop.says("eve", ChallengeRow("data", 0)) == "pat has left, and hears nothing any more"


@pytest.mark.parametrize(
    "terms",
    [{"period": 0.0}, {"answering": 0.0}, {"target": 0}, {"cut": 1001}, {"cut": -1}, {"doubt_fee": -1}],
)
def test_impossible_terms_are_named(terms: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(terms))}=.*allowed"):
        DataMarket(**terms)


def test_a_register_that_does_not_believe_the_market_is_named() -> None:
    with pytest.raises(
        ValueError, match=r"contracts.registry.slashers=\('training_round',\); allowed: with data_market"
    ):
        Workshop(registry=Registry(), market=DataMarket(), pricing=AsAsked())
