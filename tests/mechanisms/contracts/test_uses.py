"""How often what somebody made was used: a request is a use of every update that went into the model that answers it."""

from __future__ import annotations

import pytest

from mechanisms.reward.pay_per_use import PayPerUse
from sim.chain.contract import Contract
from sim.messages.model_market import Purchase, Update
from tests.mechanisms.contracts.stall import Stall
from tests.mechanisms.contracts.workshop import Workshop


def owed(stall: Stall) -> dict[str, int]:
    return dict(stall.rounds.book.unpaid(stall.rounds.uses))


def test_a_request_uses_every_update_in_the_model() -> None:
    """`first` is made of an update of ann's and one of bob's; `second` of these and one of cid's."""
    stall = Stall().tested()
    stall.says("uma", Purchase(1, 50, 20))
    assert owed(stall) == {"ann": 50, "bob": 50}
    stall.says("dev", Update(1, stall.second))
    stall.settled(1)
    stall.says("uma", Purchase(1, 7, 20))
    assert owed(stall) == {"ann": 57, "bob": 57, "cid": 7}


def test_what_was_paid_for_is_not_counted_again() -> None:
    stall = Stall()
    stall.says("uma", Purchase(1, 50, 20))
    stall.rounds.book.meter(stall.rounds.uses)
    assert owed(stall) == {}
    stall.says("uma", Purchase(1, 3, 20))
    assert owed(stall) == {"ann": 3, "bob": 3}


def test_a_model_that_no_round_made_uses_nobody_s_work() -> None:
    stall = Stall().tested()
    stall.says("dev", Update(1, stall.own))
    stall.settled(1)
    stall.says("uma", Purchase(1, 50, 20))
    assert owed(stall) == {}


def test_who_trained_several_of_its_rounds_is_owed_for_each() -> None:
    stall = Stall()
    book = stall.rounds.book
    book.improve(2, stall.own, (), ["ann"])
    assert book.unpaid({stall.own: 10}) == {"ann": 20, "bob": 10, "cid": 10}


class Meter(Contract):
    """Says how often models were used, as a market does."""

    def open(self) -> None:
        self.uses = self.host.table("uses")


def test_a_round_pays_for_uses_since_the_last_one_that_paid() -> None:
    """At 50 a use. Round 0 pays for none; then its model, made of one update of ann's and one of bob's, is used four times,
    and after that once the model of round 1, which bob alone has handed in something for."""
    meter = Meter()
    shop = Workshop({"reward": PayPerUse(royalty=50)}, others={"meter": meter}, model_market="meter")
    shop.works(0, ann=1, bob=3)
    assert shop.wallets("ann", "bob") == [0, 0]
    meter.uses[shop.rounds.book.models["current"]] = 4
    shop.works(1, bob=5)
    assert shop.wallets("ann", "bob") == [200, 200]
    meter.uses[shop.rounds.book.models["current"]] = 1
    shop.works(2, bob=2)
    assert shop.wallets("ann", "bob") == [200 + 50, 200 + 100]


def test_who_counts_must_be_there() -> None:
    with pytest.raises(ValueError, match=r"contracts.training_round.model_market='lake': no such contract"):
        Workshop(model_market="lake")
