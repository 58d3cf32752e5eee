"""Sections that are there when their contracts were: bounties, and leases of cards."""

from __future__ import annotations

from typing import Any

from experiments.metrics.evidence import Told
from experiments.report.bounties import Bounty, bounties, posted
from experiments.report.leases import leases, let, on_offer, owners
from tests.experiments.report.test_gains import cells

DAY, TOKEN = 86_400.0, 10**9


def told(kind: str, day: float, **body: Any) -> Told:
    return Told(kind, day * DAY, "market", body)


def asked(bounty: int, day: float, by: str = "r.0") -> Told:
    wanted = {"requester": by, "prize": 90 * TOKEN, "passing": 1_500_000, "until": (day + 1) * DAY}
    return told("BountyPosted", day, bounty=bounty, **wanted)


BOUNTIES = [
    asked(1, 0),
    told("BountyJudged", 1, bounty=1, found=[["a.0", 2_000_000], ["a.1", 100]], passed=["a.0"]),
    told("BountySettled", 1, bounty=1, paid=[["a.0", 60 * TOKEN], ["a.1", 0]], returned=30 * TOKEN, reason="paid"),
    asked(2, 3),
]


def test_a_bounty_is_told_from_its_prize_to_its_end() -> None:
    first = Bounty(1, "r.0", 90 * TOKEN, 1_500_000, DAY, 2, 1, 2_000_000, 60 * TOKEN, 1, 30 * TOKEN, "paid")
    assert posted(BOUNTIES) == [first, Bounty(2, "r.0", 90 * TOKEN, 1_500_000, 4 * DAY)]
    page = bounties(BOUNTIES)
    assert "2 bounties for 180 tokens; 1 ended, 60 tokens went to models that passed, 30 back" in page
    assert cells(page)[1:] == [
        ["1", "r.0", "paid", "1.0", "90", "1.5", "2", "1", "2.000", "60", "30"],
        ["2", "r.0", "open", "4.0", "90", "1.5", "0", "0", "none", "0", "0"],
    ]


def test_many_bounties_are_told_by_requester_and_can_be_unfolded() -> None:
    page = bounties([asked(number, number, f"r.{number % 2}") for number in range(13)])
    assert cells(page)[1][:3] == ["r.0", "7", "630"]
    assert "Each of these 13 bounties" in page


LEASES = [
    told("CardsOffered", 0, owner="o.0", cards=8, price=5 * TOKEN, bond=0),
    told("CardsOffered", 0, owner="o.1", cards=2, price=7 * TOKEN, bond=0),
    told("Leased", 1, account="r.0", lease=1, owner="o.0", cards=3, price=5 * TOKEN, until=2 * DAY),
    told("Leased", 1, account="r.1", lease=2, owner="o.1", cards=2, price=7 * TOKEN, until=2 * DAY),
    told("NotLeased", 1, account="r.2", lease=3, reason="no cards"),
    told("LeaseBilled", 2, lease=1, renter="r.0", owner="o.0", used=2 * 3_600_000, paid=10 * TOKEN),
    told("CardsMissing", 2, owner="o.1", missing=1, amount=4 * TOKEN),
    told("LeaseEnded", 2, lease=1, renter="r.0", owner="o.0", paid=0, returned=0, reason="over"),
    told("CardsOffered", 3, owner="o.0", cards=0, price=0, bond=0),
]


def test_cards_are_on_offer_until_the_offer_changes_and_let_until_the_lease_ends() -> None:
    assert on_offer(LEASES) == [(0.0, 8), (0.0, 10), (3 * DAY, 2)]
    assert let(LEASES) == [(DAY, 3), (DAY, 5), (2 * DAY, 2)]


def test_what_each_owner_got_for_its_cards() -> None:
    assert [row[:5] for row in owners(LEASES)] == [
        ["o.0", "1", "2.0", "10", "5"],
        ["o.1", "1", "0.0", "0", "\N{EN DASH}"],
    ]
    assert owners(LEASES)[1][5:] == ["1", "4"]
    page = leases(LEASES, {"o": "#000000"}, 4 * DAY)
    assert "2 leases (1 over); 1 wish found no cards." in page


def test_without_such_contracts_there_is_no_such_section() -> None:
    assert bounties([]) == leases([], {}, DAY) == ""
