"""Cheats of every role at work on the chain: each changes what it means to, and what stops it stops it."""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.provider.backdoor import Backdoor
from agents.behaviours.provider.duplicate import Duplicate
from agents.behaviours.provider.noise import Noise
from agents.behaviours.trainer.gaussian import Gaussian
from agents.behaviours.trainer.ipm import Ipm
from agents.behaviours.trainer.stale import Stale
from agents.behaviours.trainer.under_training import UnderTraining
from agents.behaviours.validator.cabal import Cabal
from agents.behaviours.validator.random_scores import RandomScores
from agents.behaviours.validator.weight_copier import WeightCopier
from mechanisms.verification.unchecked import Unchecked
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer

TRAINER, VALIDATOR, PROVIDER = HONEST["trainer"], HONEST["validator"], HONEST["provider"]


def settled(played: Played, number: int = 0) -> dict[str, Any]:
    return played.facts("RoundSettled")[number].body


def jobs(played: Played, account: str) -> list[dict[str, Any]]:
    return [row for row in played.rows("jobs") if row["owner"] == account]


@pytest.mark.parametrize(
    ("cheat", "trainings"), [(Gaussian(inner=TRAINER), 0), (UnderTraining(inner=TRAINER), 1), (Ipm(inner=TRAINER), 1)]
)
def test_a_check_that_repeats_the_work_catches_it(play: Play, cheat: Any, trainings: int) -> None:
    played = play(tracer(cheats=group("trainer", cheat)))
    assert settled(played)["faults"] == ["cheats.0"]
    assert len(jobs(played, "cheats.0")) == trainings


def test_half_the_steps_cost_half_the_time(play: Play) -> None:
    """Training takes 120 s of a card."""
    played = play(tracer(cheats=group("trainer", UnderTraining(inner=TRAINER))))
    [lazy], [honest] = jobs(played, "cheats.0"), jobs(played, "trainers.0")
    assert (lazy["gpu_seconds"], honest["gpu_seconds"]) == (60.0, 120.0)


def test_staleness_begins_with_the_second_round_and_is_caught(play: Play) -> None:
    played = play(tracer(cheats=group("trainer", Stale(inner=TRAINER)), hours=2))
    assert settled(played)["faults"] == []
    assert settled(played, 1)["faults"] == ["cheats.0"]


@pytest.mark.parametrize("cheat", [Noise(inner=PROVIDER), Duplicate(inner=PROVIDER), Backdoor(inner=PROVIDER)])
def test_bad_data_pass_every_check_of_the_work(play: Play, cheat: Any) -> None:
    played = play(tracer(cheats=group("trainer"), providers=group("provider", cheat)))
    honest = play(tracer(cheats=group("trainer")))
    assert settled(played)["faults"] == []
    assert settled(played)["accepted"] == ["cheats.0", "trainers.0", "trainers.1"]
    assert settled(played)["model"] != settled(honest)["model"]
    assert len(played.facts("Offered")) == 2


def test_dice_are_paid_like_work(play: Play) -> None:
    played = play(
        tracer(validators=group("validator", RandomScores(inner=VALIDATOR)), rules={"verification": Unchecked()})
    )
    assert jobs(played, "validators.0") == []
    assert played.moved("training_round/pot", "validators.0") == [20 * TOKEN]
    assert all(0 <= score <= 10**6 for _, score in settled(played)["scores"])


def test_a_copier_says_nothing_at_first_and_then_what_was_said(play: Play) -> None:
    played = play(
        tracer(copiers=group("validator", WeightCopier(inner=VALIDATOR)), rules={"verification": Unchecked()}, hours=2)
    )
    reports = [message for _, _, message in played.said("copiers.0") if message["kind"] == "Report"]
    [first, _] = [message for _, _, message in played.said("validators.0") if message["kind"] == "Report"]
    assert [report["round"] for report in reports] == [1]
    assert reports[0]["scores"] == first["scores"]
    assert jobs(played, "copiers.0") == []


def test_a_cabal_with_most_of_the_stake_lifts_its_own_and_lets_it_pass(play: Play) -> None:
    """Two of three validators: whichever of them is drawn, a majority of the stake stands behind the praise."""
    cabal = group("validator", Cabal(inner=VALIDATOR, praise=10**9), count=2)
    played = play(tracer(cabal=cabal, rules={"verification": Unchecked()}))
    honest = play(tracer(cabal=group("validator", count=2), rules={"verification": Unchecked()}))
    scores, fair = dict(settled(played)["scores"]), dict(settled(honest)["scores"])
    assert scores["cheats.0"] == 10**9
    assert fair["cheats.0"] < fair["trainers.0"]
    assert (
        sum(played.moved("training_round/pot", "cheats.0"))
        > 50 * TOKEN
        > sum(honest.moved("training_round/pot", "cheats.0"))
    )


def test_a_cabal_with_less_than_half_of_the_stake_moves_nothing_much(play: Play) -> None:
    cabal = group("validator", Cabal(inner=VALIDATOR, praise=10**9))
    played = play(tracer(cabal=cabal, validators=group("validator", count=2), rules={"verification": Unchecked()}))
    assert dict(settled(played)["scores"])["cheats.0"] < 10**9


def test_a_cabal_that_checks_its_friend_finds_nothing(play: Play) -> None:
    played = play(tracer(validators=group("validator", Cabal(inner=VALIDATOR))))
    assert settled(played)["faults"] == []
    assert "cheats.0" in settled(played)["accepted"]
