"""A transaction can be overtaken while it is pending, by somebody who acts unasked and pays for the place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factory_plugin.front_runner import FrontRunner

from agents.behaviours.provider.honest import Honest
from agents.behaviours.tipped import Tipped
from sim.messages.message import Pending, To, Transaction
from sim.messages.training_round import Commit, Offer
from sim.view import View

THIEF = FrontRunner(inner=Honest(), overbid=2)


def view(account: str) -> View:
    return View(0.0, account, chain=None, draws=lambda purpose: None)  # type: ignore[arg-type, return-value]


def seen(sender: str, message: Offer | Commit, tip: int) -> Pending:
    return Pending(Transaction.sign(sender, 0, message, tip, sent=0.0, cause=-1))


def test_a_pending_offer_is_copied_with_a_higher_tip() -> None:
    copies = list(THIEF.react(view("thief"), seen("victim", Offer("beef", 7, replaces="old"), tip=3)))
    assert copies == [Tipped(To("training_round", Offer("beef", 7)), 5)]


def test_its_own_offers_and_other_messages_are_left_alone() -> None:
    assert list(THIEF.react(view("thief"), seen("thief", Offer("beef", 7), tip=3))) == []
    assert list(THIEF.react(view("thief"), seen("victim", Commit(0, "c0de"), tip=3))) == []


def test_the_copy_stands_before_the_original_in_the_same_block(record: Callable[..., Any]) -> None:
    run = record("scenario=front_runner")
    lost = run.facts("Refused")[0]
    (message,) = [call for _, call in lost.body["calls"]]
    won = next(s for s in run.facts("Included") if s.body["calls"][0][1].get("data") == message["data"])
    assert (won.subject, lost.subject) == ("thieves.0", "victims.0")
    assert won.block == lost.block
    assert won.number < lost.number
    assert lost.body["reason"] == f"data set {message['data']} is on offer already, by thieves.0"


def test_the_overtaken_pay_for_being_refused_and_the_thief_for_the_place(record: Callable[..., Any]) -> None:
    run = record("scenario=front_runner")
    offers = [s for s in run.facts("Included") if s.body["calls"][0][1]["kind"] == "Offer"]
    gas = 21_000 + 50_000  # a transaction and a call, at a base fee of 1 and a tip of 1 base unit per gas
    assert {s.body["fee"] for s in offers} == {2 * gas}
    assert {s.body["fee"] for s in run.facts("Refused")} == {gas}
    assert run.paid("thieves.0", "proposer") == [gas] * len(offers)


def test_the_data_earn_for_the_thief(record: Callable[..., Any]) -> None:
    run = record("scenario=front_runner")
    assert {s.body["provider"] for s in run.facts("Offered")} == {"thieves.0"}
    assert run.paid("training_round/pot", "thieves.0") == [10 * 10**9]  # a tenth of the round's pot
    assert run.paid("training_round/pot", "victims.0") == []
    assert run.balanced()


def test_without_the_thief_the_victim_is_paid(record: Callable[..., Any]) -> None:
    run = record("scenario=front_runner", "population.thieves=null")
    assert run.facts("Refused") == []
    assert run.paid("training_round/pot", "victims.0") == [10 * 10**9]
