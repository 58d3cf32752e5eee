"""Who gets what out of a round's pot, to the base unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mechanisms.verification.spot_check import SpotCheck
from sim.effects.judgement import Accept
from sim.messages.host import Delivery
from sim.messages.training_round import Report
from sim.requests import Ask
from sim.seams.rule import Deliberation
from sim.seams.verification import Verification, VerificationView
from tests.mechanisms.contracts.workshop import Everybody, Workshop


def test_a_pot_is_divided_among_the_kinds_of_work() -> None:
    shop = Workshop()
    shop.served = [(200.0, "cal", 10), (300.0, "dan", 30)]
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("ann", "bob", "val", "pat", "cal", "dan") == [300, 300, 200, 100, 25, 75]
    assert shop.pot == 0


def test_compute_is_paid_once_for_the_round_in_which_it_was_served() -> None:
    """Dan serves three times as much as Cal in the first round and nothing in the second."""
    shop = Workshop()
    shop.served = [(200.0, "cal", 10), (300.0, "dan", 30), (3800.0, "cal", 1)]
    shop.works(0, ann=3, bob=5)
    shop.works(1, ann=3, bob=5)
    assert shop.wallets("cal", "dan") == [25 + 100, 75]


def test_only_registered_hardware_is_paid() -> None:
    shop = Workshop()
    shop.served = [(200.0, "cal", 10), (300.0, "eve", 30)]
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("cal", "eve") == [100, 100]  # Eve has what she began with


def test_what_is_not_earned_is_in_the_next_pot() -> None:
    """Nobody scores and nobody serves: 200 and 100 stay, and 1300 are divided as 780, 260, 130 and 130."""
    shop = Workshop()
    shop.commits("ann", 0, 3, 1, at=200)
    shop.reveals("ann", 0, 3, 1, at=1330)
    shop.until(1700)
    assert (shop.wallets("ann", "pat"), shop.pot) == ([600, 100], 300)
    shop.served = [(3800.0, "cal", 1)]
    shop.works(1, bob=5)
    assert [fact["pot"] for fact in shop.facts("RoundOpened")] == [1000, 1300]
    assert [fact["paid"] for fact in shop.facts("RoundSettled")] == [700, 1300]
    assert shop.wallets("ann", "bob", "val", "pat", "cal") == [600, 780, 260, 230, 130]


def test_an_agreed_price_is_owed_first() -> None:
    """Of the trainers' 600 Ann is owed 250; the rule of reward divides the other 350."""
    shop = Workshop({"selection": Everybody({"ann": 250})})
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("ann", "bob", "val", "pat") == [250 + 175, 175, 200, 100]


def test_a_price_is_owed_only_for_work_that_was_handed_in() -> None:
    shop = Workshop({"selection": Everybody({"ann": 250})})
    shop.works(0, bob=5)
    assert shop.wallets("ann", "bob") == [0, 600]


def test_a_price_above_the_trainers_part_comes_off_the_last_payments() -> None:
    """850 of 1000 are owed: nothing is left to divide, validators get 150 of their 200, providers none of their 100."""
    shop = Workshop({"selection": Everybody({"ann": 850})})
    shop.works(0, ann=3, bob=5)
    assert shop.wallets("ann", "bob", "val", "pat") == [850, 0, 150, 0]
    assert shop.facts("Refused") == []


def test_prices_that_the_pot_cannot_pay_are_not_owed() -> None:
    """What was promised is refused whole and on the record; the trainers' part is divided as if no price had been agreed."""
    shop = Workshop({"selection": Everybody({"ann": 700, "bob": 301})})
    shop.works(0, ann=3, bob=5)
    assert [sorted(pay["amount"] for _, pay in fact["calls"]) for fact in shop.facts("Refused")] == [[301, 700]]
    assert shop.wallets("ann", "bob", "val", "pat") == [300, 300, 200, 100]


def test_checks_come_off_the_whole_pot_and_crowd_out_no_kind_of_work() -> None:
    """Two checks at 150 leave 700 of 1000: 420 for two trainers, 140 for Val's report, 70 for Pat's data."""
    shop = Workshop({"verification": SpotCheck(rate=1.0)}, check_fee=150)
    shop.commits("ann", 0, 3, 1, at=200)
    shop.commits("bob", 0, 5, 1)
    shop.reveals("ann", 0, 3, 1, at=1330)
    shop.reveals("bob", 0, 5, 1)
    assert shop.says("val", Report(0, (("ann", 7), ("bob", 7))), at=1450) == ""
    shop.until(1570)
    redone = {"ann": shop.vector(3, 1), "bob": shop.vector(5, 1)}
    owner = {fact["job"]["digest"]: fact["account"] for fact in shop.facts("Assigned")}
    for fact in shop.facts("Ordered"):
        assert shop.says("val", Delivery(fact["query"], redone[owner[fact["job"]["digest"]]])) == ""
    shop.until(1700)
    assert shop.wallets("ann", "bob", "val", "pat") == [210, 210, 300 + 140, 70]
    assert [fact["paid"] for fact in shop.facts("RoundSettled")] == [630]  # 70 wait for compute owners


@dataclass(frozen=True)
class Ponders(Verification):
    """Accepts everything after an hour, whatever the schedule allows."""

    def decide(self, view: VerificationView, state: Any) -> Deliberation:
        yield Ask(view.verifiers, "well?", within=3600.0)
        return [Accept(submission.owner) for submission in view.submissions], state


def test_no_round_starts_on_the_money_of_one_that_is_not_settled() -> None:
    """The first is settled at 1560 + 3600 = 5160 s; the second was due at 3720, the third is at 7320."""
    shop = Workshop({"verification": Ponders()})
    shop.works(0, ann=3)
    shop.until(5200)
    assert shop.facts("RoundSkipped") == [{"round": 1, "reason": "round 0 is not settled"}]
    assert shop.wallets("ann", "val", "pat") == [600, 200, 100]
    assert (shop.wallets("treasury"), shop.pot) == ([9000], 100)
    shop.until(7400)
    assert [(fact["round"], fact["pot"]) for fact in shop.facts("RoundOpened")] == [(0, 1000), (2, 1100)]
