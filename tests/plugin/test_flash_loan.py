"""A bundle borrows, votes, executes and repays in one breath, or nothing of it ever happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from factory_plugin.flash_loan import Threshold

from sim.effects.law import SetParameter
from sim.seams.governance import GovernanceView

TOKEN = 10**9
LOAN = 20_000 * TOKEN
AMENDMENT = SetParameter("training_round", "verification", "rate", 0.0)


def carried(**power: int) -> bool:
    view = GovernanceView("0", (AMENDMENT,), tuple(power), power, now=0.0)
    effects, _ = Threshold(power=100).decide(view, None)
    assert tuple(effects) in ((AMENDMENT,), ())
    return bool(effects)


def test_a_proposal_is_carried_by_enough_power() -> None:
    assert carried(ann=60, bob=40)
    assert not carried(ann=60, bob=39)
    assert not carried()


def test_a_threshold_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="power=0; allowed: 1 or more base units"):
        Threshold(power=0)


def bundles(run: Any, kind: str) -> list[Any]:
    return [s for s in run.facts(kind) if s.body["calls"][0][0] == "lending"]


def test_borrowed_votes_amend_the_law_of_another_contract(record: Callable[..., Any]) -> None:
    run = record("scenario=flash_loan")
    (bundle,) = bundles(run, "Included")
    assert [message["kind"] for _, message in bundle.body["calls"]] == ["Borrow", "Vote", "Execute", "Repay"]
    (ruled,) = run.rulings("governance")
    assert (ruled.block, ruled.cause) == (bundle.block, bundle.number)
    assert run.factory.chain.law.rule("training_round", "verification").rate == 0.0


def test_the_loan_is_back_in_the_block_that_it_left(record: Callable[..., Any]) -> None:
    run = record("scenario=flash_loan")
    moved = [r for r in run.tables["ledger"] if "lending" in (r["payer"], r["payee"])][1:]  # the first is its endowment
    assert [(r["payer"], r["payee"], r["amount"]) for r in moved] == [
        ("lending", "attackers.0", LOAN),
        ("attackers.0", "lending", LOAN),
    ]
    assert moved[0]["block"] == moved[1]["block"]
    assert run.balanced()


def test_an_open_case_finishes_under_the_old_law_and_the_next_runs_under_the_new(record: Callable[..., Any]) -> None:
    run = record("scenario=flash_loan")
    (amended,) = run.rulings("governance")
    first, second = run.rulings("verification")
    (order,) = run.facts("Ordered")
    assert order.number < amended.number < first.number
    assert [(e["kind"], e["account"]) for e in first.body["effects"]] == [("Reject", "cheats.0")]
    assert [(e["kind"], e["account"]) for e in second.body["effects"]] == [("Accept", "cheats.0")]
    assert [s.body["accepted"] for s in run.facts("RoundSettled")] == [[], ["cheats.0"]]


def test_a_loan_that_is_not_repaid_undoes_the_whole_bundle(record: Callable[..., Any]) -> None:
    run = record("scenario=flash_loan", "population.attackers.behaviour.keeps=1")
    refused = bundles(run, "Refused")
    assert [s.body["reason"] for s in refused] == ["attackers.0 still owes 1"] * 2
    assert run.rulings("governance") == bundles(run, "Included") == []
    assert run.factory.chain.law.rule("training_round", "verification").rate == 1.0
    assert run.factory.chain.contracts["governor"].proposals[0].votes == ()
    assert run.factory.chain.contracts["lending"].debts == {}
    assert [r["amount"] for r in run.tables["ledger"] if r["payer"] == "lending"] == []
    assert [s.body["faults"] for s in run.facts("RoundSettled")] == [["cheats.0"], ["cheats.0"]]
    gas = 21_000 + 4 * 50_000
    assert [r["amount"] for r in run.tables["ledger"] if r["cause"] == refused[0].number] == [gas]
    assert run.balanced()


def test_without_the_loan_the_votes_do_not_suffice(record: Callable[..., Any]) -> None:
    run = record("scenario=flash_loan", "population.attackers.behaviour.loan=1000000000")
    reasons = [s.body["reason"] for s in bundles(run, "Refused")]
    assert len(reasons) == 2
    assert all(reason.startswith("proposal 0 is not carried by ") for reason in reasons)
    assert run.factory.chain.law.rule("training_round", "verification").rate == 1.0
