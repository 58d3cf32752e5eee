"""The verification game: a dispute about a training is narrowed down to its first wrong step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from factory_plugin.forced_errors import PLAIN, PLANT, Challenge, ForcedErrors
from hypothesis import given
from hypothesis import strategies as st

from sim.effects.effect import Effect
from sim.effects.judgement import Accept, Reject
from sim.jobs import Training
from sim.requests import Ask, Draw, Kind, Work
from sim.seams.submission import Submission
from sim.seams.verification import VerificationView

TOKEN = 10**9
JOB = Training(model="m", start="s", data="d", rows=(0,), steps=30)
VERIFIERS = ("cat", "dan")


def reached(steps: int, honest_until: int = 30) -> Any:
    """The result after `steps` steps of somebody who trains no longer than `honest_until`."""
    return np.array([min(steps, honest_until)], dtype=np.float32)


def game(honest_until: int, challenged: bool, bit: str = PLAIN, silent: str = "") -> tuple[list[Effect], list[Work]]:
    """Play without a simulator: `sol` claims what it reached, `cat` challenges or does not, `dan` decides."""
    claim = Submission("sol", "k1", reached(30, honest_until), JOB)
    view = VerificationView(0, (claim,), VERIFIERS, {}, within=60.0, fee=2)
    case, orders = ForcedErrors(jackpot=7).decide(view, None), list[Work]()
    wanted = next(case)
    assert wanted == Draw(1, (PLANT, PLAIN), {PLANT: 100, PLAIN: 900}, sealed=True)
    assert case.send((bit,)) == Draw(1, ("sol",), sealed=True)
    wanted = case.send(("sol",))
    assert isinstance(wanted, Ask) and isinstance(wanted.question, Challenge) and wanted.sealed
    assert (wanted.question.claims == (("sol", "k1"),)) == (bit == PLAIN)

    def performed(order: Work) -> Any:
        orders.append(order)
        assert order.kind is Kind.STEP and order.steps_due in (30, 0)
        if order.by == silent:
            return None
        return reached(order.job.steps, honest_until if order.by == "sol" else 30)

    answer: Any = {"cat": ("sol",) if challenged else (), "dan": ()}
    try:
        while True:
            wanted = case.send(answer)
            if isinstance(wanted, Draw):
                answer = wanted.among[:1]
            else:
                answer = tuple(map(performed, wanted)) if isinstance(wanted, tuple) else performed(wanted)
    except StopIteration as end:
        return list(end.value[0]), orders


def test_what_nobody_challenges_is_accepted() -> None:
    assert game(honest_until=11, challenged=False) == ([Accept("sol")], [])


def test_a_wrong_claim_is_traced_to_its_first_wrong_step() -> None:
    effects, orders = game(honest_until=11, challenged=True)
    assert effects == [Reject("sol", "step 12 is wrong, found by cat", fault=True)]
    shown = [order.job.steps for order in orders if order.by == "sol"]
    assert shown == [15, 7, 11, 13, 12]
    assert [(order.by, order.job.steps) for order in (orders[0], orders[-1])] == [("cat", 30), ("dan", 12)]
    assert orders[-1].job == replace(JOB, steps=12)


@given(honest_until=st.integers(0, 29))
def test_every_first_wrong_step_is_found_in_log_many_rounds(honest_until: int) -> None:
    effects, orders = game(honest_until, challenged=True)
    assert effects == [Reject("sol", f"step {honest_until + 1} is wrong, found by cat", fault=True)]
    assert len([order for order in orders if order.by == "sol"]) <= 5  # 2^5 > 30


def test_a_challenge_to_a_right_claim_is_at_fault() -> None:
    effects, _ = game(honest_until=30, challenged=True)
    assert effects == [Accept("sol"), Reject("cat", "challenged sol without another result", fault=True)]


def test_who_shows_no_checkpoint_is_at_fault() -> None:
    assert game(11, challenged=True, silent="sol")[0] == [
        Reject("sol", "shows no checkpoint after step 15", fault=True)
    ]
    effects, _ = game(11, challenged=True, silent="cat")
    assert effects == [Accept("sol"), Reject("cat", "challenged sol without another result", fault=True)]


def test_without_a_third_opinion_nobody_is_condemned() -> None:
    assert game(11, challenged=True, silent="dan")[0] == [Accept("sol")]


def test_a_planted_error_costs_the_solver_nothing_and_pays_the_challenger_for_the_result() -> None:
    effects, orders = game(honest_until=30, challenged=True, bit=PLANT)
    assert effects == [Accept("sol")]
    assert orders == [Work(Kind.STEP, JOB, "cat", 60.0, budget=7)]


@pytest.mark.parametrize("wrong", [{"forced": 1001}, {"forced": -1}, {"jackpot": -1}, {"within": 0.0}])
def test_wrong_parameters_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))}=.*allowed"):
        ForcedErrors(**wrong)


@pytest.mark.parametrize("lab", ["stub", "torch"])
def test_on_the_chain_the_wrong_step_is_found_in_real_checkpoints(record: Callable[..., Any], lab: str) -> None:
    run = record("scenario=forced_errors", f"lab={lab}")
    (settled,) = run.facts("RoundSettled")
    assert settled.body["accepted"] == ["diligent.0"]
    assert settled.body["rejected"] == [["quitters.0", "step 12 is wrong, found by challengers.0"]]
    orders = [(s.body["account"], s.body["kind"], s.body["steps_due"]) for s in run.facts("Ordered")]
    assert orders == [
        ("challengers.0", "step", 30),
        *[("quitters.0", "step", 30), ("challengers.0", "step", 30)] * 5,
        ("judges.0", "step", 30),
    ]
    assert run.paid("registry/stake/quitters.0", "burned") == [50 * TOKEN]
    assert run.balanced()


def test_a_checkpoint_costs_its_share_of_the_training(record: Callable[..., Any]) -> None:
    run = record("scenario=forced_errors")
    took = {(row["owner"], row["kind"]): row["gpu_seconds"] for row in run.tables["jobs"] if row["owner"] == "judges.0"}
    whole = next(row["gpu_seconds"] for row in run.tables["jobs"] if row["owner"] == "diligent.0")
    assert took["judges.0", "Training"] == pytest.approx(whole * 12 / 30, rel=0.3)  # stragglers: a few per cent


def test_the_bit_is_sealed_until_the_case_is_decided(record: Callable[..., Any]) -> None:
    run = record("scenario=forced_errors", "verification.forced=1000")
    bits = [s for s in run.facts("Drawn") if s.body["seal"]]
    ruling = run.rulings("verification")[0]
    assert [(s.body["picked"], s.body["salt"]) for s in bits[:2]] == [([], ""), ([], "")]
    assert bits[2].body["picked"] == [PLANT]
    assert len(bits[2].body["salt"]) == 32
    assert [s.body["seal"] for s in bits[:2]] == [s.body["seal"] for s in bits[2:4]]
    assert ruling.cause == bits[3].number


def test_who_finds_a_planted_error_is_paid_and_its_author_is_not_punished(record: Callable[..., Any]) -> None:
    run = record("scenario=forced_errors", "verification.forced=1000", "population.diligent.count=0")
    assert [s.body["picked"] for s in run.facts("Drawn") if s.body["salt"]] == [[PLANT], ["quitters.0"]]
    (settled,) = run.facts("RoundSettled")
    assert (settled.body["accepted"], settled.body["faults"]) == (["quitters.0"], [])
    assert 5 * TOKEN in run.paid("training_round/pot", "challengers.0")
    assert run.balanced()
