"""Shocks: what a factory does when something happens to it from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from agents.behaviours.any.quits import Quits
from agents.behaviours.trainer.honest import Honest
from sim.blueprint import Blueprint, Intervention
from sim.durations import DAY, HOUR
from sim.interventions import Turn
from sim.messages.registry import Leave
from sim.money import TOKEN
from sim.shocks import Halt, HardwarePrice, Loss, Outage
from tests.factory.conftest import Line, Play
from tests.factory.market import market
from tests.golden.tracer import group, tracer


def struck(*shocks: Intervention, description: Blueprint | None = None) -> Blueprint:
    return replace(description or tracer(), interventions=shocks)


def at(seconds: float) -> float:
    return seconds / DAY


FOUR = group("compute", count=4, machines=("server",))


def test_half_of_the_nodes_go_down_together_and_come_back_together(play: Play) -> None:
    run = play(struck(Outage(at(200), hours=0.5, part=0.5), description=tracer(owners=FOUR)))
    down = [(row["start"], row["end"]) for row in run.rows("timeline") if row["ended"] == "outage" and not row["job"]]
    assert down == [(200.0, 2000.0)] * 2


def test_a_larger_outage_takes_the_nodes_of_a_smaller_one_and_others(play: Play) -> None:
    taken = []
    for part in (0.25, 0.5, 1.0):
        run = play(struck(Outage(at(200), hours=0.5, part=part), description=tracer(owners=FOUR)))
        taken.append({row["node"] for row in run.rows("timeline") if row["ended"] == "outage" and not row["job"]})
    assert [len(nodes) for nodes in taken] == [1, 2, 4]
    assert taken[0] < taken[1] < taken[2]


def test_where_two_outages_overlap_the_later_end_counts(play: Play) -> None:
    run = play(struck(Outage(at(200), hours=0.5, part=1.0), Outage(at(1100), hours=0.5, part=1.0)))
    down = [(r["node"], r["start"], r["end"]) for r in run.rows("timeline") if r["ended"] == "outage" and not r["job"]]
    assert down == [("owners.0/0", 200.0, 2900.0)]
    # Three jobs of 120 s lost their cards, and began again when these came back; nobody waited for them any more.
    jobs = [(row["started"], row["ended"], row["restarts"]) for row in run.rows("jobs") if row["restarts"]]
    assert jobs == [(120.0, 3020.0, 1)] * 3


def test_hardware_at_twice_the_price_is_billed_twice_from_then_on(play: Play) -> None:
    # Four cards of $3.6 an hour: 120 s of one of them are 12 cents, 12 s for three candidates 1.2 cents.
    as_it_was, dearer = play(tracer()), play(struck(HardwarePrice(at(1000), factor=2.0)))
    bills = [(row["ended"] > 1000, row["dollars"]) for row in as_it_was.rows("jobs")]
    assert {late for late, _ in bills} == {False, True}
    assert [row["dollars"] for row in dearer.rows("jobs")] == [2 * bill if late else bill for late, bill in bills]


def test_a_stolen_key_moves_the_wallet_and_not_the_stake(play: Play) -> None:
    run = play(struck(Loss(at(600), "trainers.0", to="cheats.0", part=0.5)))
    (amount,) = run.moved("trainers.0", "cheats.0")
    # 1,000 tokens, of which 100 are at stake and some millionths went for gas.
    assert 449_999 * TOKEN < 1000 * amount < 450_000 * TOKEN
    assert run.moved("registry/stake/trainers.0", "cheats.0") == []
    (entry,) = (r for r in run.rows("ledger") if (r["payer"], r["payee"]) == ("trainers.0", "cheats.0"))
    (cause,) = (fact for fact in run.facts("Acted", "referee"))
    assert (entry["time"], entry["cause"], cause.number) == (600.0, cause.number, entry["cause"])
    assert cause.body["effects"] == [{"account": "trainers.0", "kind": "Seize", "share": 0.5, "to": "cheats.0"}]
    assert run.ledger.residual() == {"token": 0}


def test_a_bug_in_a_contract_burns_its_stakes_as_well(play: Play) -> None:
    run = play(struck(Loss(at(600), "registry")))
    # Three trainers, a validator, a provider and an owner, with 100 tokens each.
    assert [(r["payer"], r["amount"]) for r in run.rows("ledger") if r["payee"] == "burned" and r["time"] == 600] == [
        (f"registry/stake/{account}", 100 * TOKEN)
        for account in ("cheats.0", "owners.0", "providers.0", "trainers.0", "trainers.1", "validators.0")
    ]
    # Nothing is left to slash, and the round goes on.
    assert len(run.facts("RoundSettled")) == 1
    assert run.ledger.residual() == {"token": 0}


def test_a_lost_key_loses_every_asset(play: Play) -> None:
    run = play(struck(Loss(at(2 * HOUR + 10), "model_market"), description=market(hours=3)))
    lost = [(r["payer"], r["asset"]) for r in run.rows("ledger") if r["time"] == 2 * HOUR + 10]
    assert lost == []
    assert run.ledger.residual() == {"token": 0, "usd": 0}


def test_a_contract_that_is_halted_refuses_every_message_for_a_while(play: Play) -> None:
    # Commits fall due at 1,320 s, reveals until 1,440 s.
    run = play(struck(Halt(at(1322), "training_round", hours=0.1)))
    assert run.refusals("trainers.0") == ["training_round is paused"]
    (settled,) = run.facts("RoundSettled")
    assert settled.body["accepted"] == []
    assert run.facts("Included", "validators.0")


def test_a_halt_ends(play: Play) -> None:
    halted = struck(Halt(at(100), "registry", hours=0.1))
    run = play(halted, [Line(200.0, "validators.0", Leave()), Line(500.0, "providers.0", Leave())])
    assert run.refusals("validators.0") == ["registry is paused"]
    assert [fact.body["account"] for fact in run.facts("Left")] == ["providers.0"]


def test_a_group_that_has_had_enough_leaves_and_stays_away(play: Play) -> None:
    run = play(struck(Turn(at(600), "trainers", Quits(inner=Honest())), description=tracer(hours=4)))
    # Both hand in what they are at, which can be shown from 1,320 s on, and go.
    left = {fact.body["account"]: fact.time for fact in run.facts("Left")}
    assert left == {"trainers.0": 1344.0, "trainers.1": 1344.0}
    assert [len(fact.body["chosen"]) for fact in run.facts("RoundOpened")] == [3, 1, 1, 1]


@pytest.mark.parametrize("seconds", [1450.0, 4000.0, 9100.0])
@pytest.mark.parametrize("contract", ["audit", "emission", "model_market", "registry", "training_round", "treasury"])
def test_what_a_contract_loses_or_misses_brings_nothing_else_down(contract: str, seconds: float, play: Play) -> None:
    shocks = (Loss(at(seconds), contract), Halt(at(seconds), contract, hours=0.5))
    run = play(replace(struck(*shocks, description=market(hours=3.5)), settle_days=9.0))
    assert run.facts("WoundUp")
    assert run.ledger.residual() == {"token": 0, "usd": 0}


@pytest.mark.parametrize(
    ("shock", "complaint"),
    [
        (lambda: Outage(1, hours=0, part=0.5), r"Outage.hours=0; allowed: above 0, finite"),
        (lambda: Outage(1, hours=1, part=1.5), r"Outage.part=1.5; allowed: above 0 to 1"),
        (lambda: HardwarePrice(-1, 2.0), r"HardwarePrice.at_days=-1; allowed: 0 or more, finite"),
        (lambda: HardwarePrice(1, 0.0), r"HardwarePrice.factor=0.0; allowed: above 0, finite"),
        (lambda: Loss(1, "burned"), r"Loss.to='burned'; allowed: another account than the one that loses"),
        (lambda: Halt(1, "court", hours=float("nan")), r"Halt.hours=nan; allowed: above 0, finite"),
    ],
)
def test_what_cannot_happen_is_refused(shock: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        shock()
