"""What is not allowed is refused and recorded with its reason; nothing moves but the fee, and the run goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.cluster.node import Node
from sim.factory import Factory
from sim.messages.host import Answer, Delivery
from sim.messages.message import Bundle, Message, To
from sim.messages.registry import Join, Leave, Offence
from sim.messages.training_round import Commit, Excuse, Offer, Report, Reveal
from sim.messages.treasury import Remit, Requisition
from sim.money import TOKEN
from tests.factory.conftest import Line, Play
from tests.golden.tracer import MACHINE, group, tracer

FEE = 71_000
"""21000 gas for a transaction and 50000 for a call, at a base fee of 1."""

REFUSED: dict[str, tuple[float, str, Message | To, str]] = {
    "in the wrong state: a member joins": (60, "trainers.0", Join("trainer", 1), "is a member already, as trainer"),
    "in the wrong state: no seat": (200, "validators.0", Commit(0, "00"), "was not chosen for round 0"),
    "in the wrong state: nothing committed": (1330, "idle.0", Reveal(0, "00", "salt"), "was not chosen for round 0"),
    "in the wrong state: not what was committed to": (1322, "trainers.0", Reveal(0, "00"), "is not the one that was"),
    "in the wrong state: excused too late": (1500, "trainers.0", Excuse(0, "busy"), "has revealed in round 0 already"),
    "in the wrong state: never a member": (60, "idle.0", Leave(), "idle.0 is not a member"),
    "in the wrong state: an answer to nothing": (60, "idle.0", Answer("training_round/1", 1), "is closed"),
    "from the wrong role: a trainer offers": (60, "trainers.0", Offer("00", 5), "is not registered as provider"),
    "from the wrong role: a trainer reports": (1450, "trainers.0", Report(0, ()), "is not registered as validator"),
    "from the wrong role: no slasher": (60, "idle.0", Offence("trainers.0", "envy"), "may report no offences"),
    "from the wrong role: not served": (
        60,
        "idle.0",
        Requisition(TOKEN, "idle.0"),
        "the treasury does not serve idle.0",
    ),
    "from the wrong role: not asked": (1570, "idle.0", Delivery("training_round/1", "00"), "was not put to idle.0"),
    "before its time": (200, "trainers.0", Reveal(0, "00"), "the reveal window of round 0 is not open"),
    "after the deadline: a commitment": (
        1330,
        "trainers.0",
        Commit(0, "00"),
        "the commit window of round 0 is not open",
    ),
    "after the deadline: an update": (1450, "trainers.0", Reveal(0, "00"), "the reveal window of round 0 is not open"),
    "after the deadline: a report": (1600, "validators.0", Report(0, ()), "the score window of round 0 is not open"),
    "after the deadline: a delivery": (1800, "validators.0", Delivery("training_round/1", "00"), "is closed"),
    "without funds": (60, "idle.0", Remit("owners.0", 1001 * TOKEN), "asked for 1001000000000"),
    "without funds for the stake": (60, "idle.0", Join("trainer", 1001 * TOKEN), "asked for 1001000000000"),
    "with too small a stake": (60, "idle.0", Join("trainer", 99 * TOKEN), "a trainer must bond 100000000000"),
    "with a negative stake": (60, "idle.0", Join("trainer", -1), "a trainer must bond 100000000000"),
    "of a negative amount": (60, "idle.0", Remit("owners.0", -1), "allowed: an integer >= 0"),
    "into somebody's stake": (60, "idle.0", Remit("registry/stake/owners.0", 1), "'registry/stake/owners.0' takes no"),
    "back to where money comes from": (60, "idle.0", Remit("issuance", 1), "'issuance' takes no payments"),
    "in an unknown asset": (60, "idle.0", Remit("owners.0", 1, "gold"), "gold"),
    "to an unknown contract": (60, "idle.0", To("casino", Leave()), "no contract is called 'casino'"),
    "of a kind that is not accepted": (60, "idle.0", To("registry", Commit(0, "")), "registry does not accept Commit"),
    "to a contract that is paused": (60, "idle.0", Remit("owners.0", 1), "transfers is paused"),
}


def pause(factory: Factory) -> None:
    factory.chain.law.pause("transfers", 90.0)


@pytest.mark.parametrize("what", REFUSED)
def test_a_message_is_refused(play: Play, what: str) -> None:
    at, sender, message, reason = REFUSED[what]
    paused = [(30.0, pause)] if "paused" in what else []
    played = play(tracer(idle=group("compute", stake=0)), [*paused, Line(at, sender, message)])
    refused = [fact for fact in played.facts("Refused", sender) if fact.time > at]
    assert len(refused) == 1
    assert reason in refused[0].body["reason"]
    moved = [(r["payee"], r["amount"]) for r in played.rows("ledger") if r["cause"] == refused[0].number]
    assert moved == [("burned", FEE)]
    assert len(played.facts("RoundSettled")) == 1
    assert played.ledger.residual() == {"token": 0}


def test_an_update_is_taken_once(play: Play) -> None:
    """The same run tells what to repeat."""
    *_, (shown_at, _, reveal) = play(tracer()).said("trainers.0")
    again = Reveal(0, reveal["update"], reveal["salt"])
    played = play(tracer(), [Line(shown_at + 1, "trainers.0", again)])
    assert played.refusals("trainers.0") == ["trainers.0 has revealed in round 0 already"]


def test_who_cannot_pay_the_fee_pays_nothing(play: Play) -> None:
    played = play(tracer(poor=group("trainer", tokens=0)))
    [refused] = played.facts("Refused", "poor.0")
    assert refused.body["reason"] == "cannot pay the fee of 71000: poor.0 holds 0 token"
    assert refused.body["fee"] == 0
    assert [row for row in played.rows("ledger") if row["payer"] == "poor.0"] == []


def test_a_tip_counts_towards_the_fee(play: Play) -> None:
    line = Line(60, "idle.0", To("casino", Leave()), tip=2)
    played = play(tracer(idle=group("compute", stake=0)), [line])
    refused = played.facts("Refused", "idle.0")[-1]
    assert refused.body["fee"] == 3 * FEE
    assert played.moved("idle.0", "proposer") == [2 * FEE]


def test_a_bundle_is_undone_whole(play: Play) -> None:
    """The first of its messages alone would be fine. One transaction, two calls: 21000 + 2 * 50000 gas."""
    bundle = Bundle((Remit("owners.0", 5), Leave()))
    played = play(tracer(idle=group("compute", stake=0)), [Line(60, "idle.0", bundle)])
    refused = played.facts("Refused", "idle.0")[-1]
    assert refused.body["reason"] == "idle.0 is not a member"
    assert played.moved("idle.0", "owners.0") == []
    assert played.moved("idle.0", "burned")[-1] == 121_000


def test_a_pause_ends(play: Play) -> None:
    played = play(tracer(idle=group("compute", stake=0)), [(30.0, pause), Line(100, "idle.0", Remit("owners.0", 7))])
    assert played.moved("idle.0", "owners.0") == [7]


def test_who_is_refused_at_the_door_brings_nothing(play: Play) -> None:
    """Its machines would serve, and be paid for, without a bond."""
    played = play(tracer(poor=group("compute", tokens=50, machines=("server",))))
    assert played.refusals("poor.0") == ["poor.0 holds 49999929000 token, asked for 100000000000"]
    assert {row["node"] for row in played.rows("timeline")} == {"owners.0/0"}
    assert played.said("poor.0") == []


def test_machines_of_a_stranger_serve_for_nothing(play: Play) -> None:
    """Two of three jobs fit its cards; who never registered is no party to the round."""
    strange = replace(MACHINE, count=2)
    script = [(30.0, lambda factory: factory.cluster.add(Node("idle.0/0", "idle.0", strange)))]
    played = play(tracer(machine=replace(MACHINE, count=1), idle=group("compute", stake=0)), script)
    assert {row["node"] for row in played.rows("timeline") if row["job"]} == {"idle.0/0", "owners.0/0"}
    assert played.moved("training_round/pot", "idle.0") == []
    assert sum(played.moved("training_round/pot", "owners.0")) > 0
