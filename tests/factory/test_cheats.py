"""Cheats at work: what each changes, what it gains, and what stops it."""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.provider.label_flip import LabelFlip
from agents.behaviours.trainer.alie import Alie
from agents.behaviours.trainer.copycat import Copycat
from agents.behaviours.trainer.free_rider import FreeRider
from agents.behaviours.trainer.sign_flip import SignFlip
from agents.behaviours.validator.approve_all import ApproveAll
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.verification.spot_check import SpotCheck
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer, training_round

TRAINER = HONEST["trainer"]
UNCHECKED = {"verification": SpotCheck(rate=0.0)}


def settled(played: Played) -> dict[str, Any]:
    [fact] = played.facts("RoundSettled")
    return fact.body


def loss(played: Played) -> float:
    """Of the model after the one round, on data that nobody else has."""
    [row] = played.rows("rounds")
    return float(row["loss"])


def honest(**changes: Any) -> Any:
    return tracer(**{"cheats": group("trainer"), **changes})


def test_honest_trainers_are_all_accepted(play: Play) -> None:
    assert settled(play(honest()))["accepted"] == ["cheats.0", "trainers.0", "trainers.1"]


def kinds(played: Played, account: str) -> list[str]:
    return [message["kind"] for _, _, message in played.said(account)]


@pytest.mark.parametrize(
    ("cheat", "jobs"),
    [(SignFlip(inner=TRAINER), 1), (FreeRider(inner=TRAINER), 0), (FreeRider(inner=TRAINER, norm=0.0), 0)],
)
def test_a_false_update_goes_the_way_of_a_true_one_and_is_caught(play: Play, cheat: Any, jobs: int) -> None:
    """It joins, commits and reveals like everybody; what it hands in is not what the check gets."""
    played, plain = play(tracer(cheats=group("trainer", cheat))), play(honest())
    assert kinds(played, "cheats.0") == kinds(plain, "cheats.0") == ["Join", "Commit", "Reveal"]
    assert sum(row["owner"] == "cheats.0" for row in played.rows("jobs")) == jobs
    assert settled(played)["faults"] == ["cheats.0"]
    assert played.moved("registry/stake/cheats.0", "burned") == [50 * 10**9]
    for account in ("trainers.0", "trainers.1", "providers.0"):
        assert played.said(account) == plain.said(account)


def test_a_free_rider_is_paid_where_nobody_looks_and_all_get_the_same(play: Play) -> None:
    """A third of the trainers' 60 tokens."""
    rules = {**UNCHECKED, "reward": EqualSplit()}
    played = play(tracer(cheats=group("trainer", FreeRider(inner=TRAINER)), rules=rules))
    assert played.moved("training_round/pot", "cheats.0") == [20 * 10**9]


def test_a_free_rider_earns_nothing_where_loss_removed_is_paid_for(play: Play) -> None:
    played = play(tracer(cheats=group("trainer", FreeRider(inner=TRAINER, norm=0.0)), rules=UNCHECKED))
    assert "cheats.0" in settled(played)["accepted"]
    assert played.moved("training_round/pot", "cheats.0") == []


CATS = group("trainer", Copycat(inner=TRAINER))


def test_a_copycat_takes_the_place_of_an_original_where_updates_are_shown_first(play: Play) -> None:
    played = play(tracer(cheats=CATS, rules=UNCHECKED, rounds=training_round(commit_reveal=False)))
    [copy] = [message for _, _, message in played.said("cheats.0") if message["kind"] == "Reveal"]
    robbed = {"trainers.0", "trainers.1"} - set(settled(played)["accepted"])
    assert settled(played)["accepted"] == sorted({"cheats.0", "trainers.0", "trainers.1"} - robbed)
    [victim] = robbed
    assert played.refusals(victim) == ["somebody has handed in the same update before"]
    [refused] = played.facts("Refused", victim)
    assert refused.body["calls"][0][1]["update"] == copy["update"]
    assert sum(played.moved("training_round/pot", "cheats.0")) > 0
    assert not [row for row in played.rows("jobs") if row["owner"] == "cheats.0"]


def test_a_copycat_is_refused_where_commitments_bind(play: Play) -> None:
    played = play(tracer(cheats=CATS, rules=UNCHECKED))
    assert settled(played)["accepted"] == ["trainers.0", "trainers.1"]
    assert played.refusals("cheats.0") == ["the update is not the one that was committed to"]
    assert played.moved("training_round/pot", "cheats.0") == []


def test_a_copycat_is_caught_where_work_is_repeated(play: Play) -> None:
    """What it copied is not what its own assignment gives."""
    played = play(tracer(cheats=CATS, rounds=training_round(commit_reveal=False)))
    assert settled(played)["faults"] == ["cheats.0"]


def test_a_validator_who_approves_all_lets_pass_what_an_honest_one_catches(play: Play) -> None:
    caught = play(tracer())
    passed = play(tracer(validators=group("validator", ApproveAll(inner=HONEST["validator"]))))
    assert settled(caught)["faults"] == ["cheats.0"]
    assert settled(passed)["faults"] == []
    assert settled(passed)["accepted"] == ["cheats.0", "trainers.0", "trainers.1"]
    assert settled(passed)["scores"] == [["cheats.0", 10**6], ["trainers.0", 10**6], ["trainers.1", 10**6]]
    assert not [row for row in passed.rows("jobs") if row["owner"] == "validators.0"]
    # A token for each of three checks, and a fifth of the 97 that they leave.
    assert passed.moved("training_round/pot", "validators.0") == [10**9, 10**9, 10**9, 19_400_000_000]
    assert loss(passed) > loss(caught)


def test_flipped_labels_harm_and_no_check_finds_them(play: Play) -> None:
    played, plain = play(honest(providers=group("provider", LabelFlip(inner=HONEST["provider"])))), play(honest())
    assert settled(played)["accepted"] == ["cheats.0", "trainers.0", "trainers.1"]
    assert settled(played)["faults"] == []
    assert kinds(played, "providers.0") == kinds(plain, "providers.0")
    assert loss(played) > loss(plain)


def test_a_cartel_submits_together_and_late(play: Play) -> None:
    """Five seats, three of them its own: a majority, so z = 1.5. The commit window closes at 1320, a minute is the lead."""
    cartel = group("trainer", Alie(inner=TRAINER), count=3, coalition=True)
    played = play(tracer(cheats=cartel, rules=UNCHECKED, rounds=training_round(seats=5)))
    library, updates = played.factory.lab, played.facts("ScoringOpened")[0].body["updates"]
    shown = {owner: library.vector(key) for owner, key in updates}
    crafted = [shown[f"cheats.{place}"] for place in range(3)]
    assert len(shown) == 5
    assert all(one == pytest.approx(crafted[0], abs=1e-3) for one in crafted)
    assert {at for at, _, message in played.said("cheats.1") if message["kind"] == "Commit"} == {1272.0}
    honest_ones = play(honest(cheats=group("trainer", count=3), rules=UNCHECKED, rounds=training_round(seats=5)))
    keys = dict(honest_ones.facts("ScoringOpened")[0].body["updates"])
    deltas = [honest_ones.factory.lab.vector(keys[f"cheats.{place}"]).astype(float) for place in range(3)]
    mean = sum(deltas) / 3
    spread = (sum((delta - mean) ** 2 for delta in deltas) / 3) ** 0.5
    assert crafted[0] == pytest.approx(mean - 1.5 * spread, abs=1e-3)


def test_without_a_coalition_there_is_no_cartel(play: Play) -> None:
    """Each knows itself alone: no spread, and so its own honest update."""
    alone = group("trainer", Alie(inner=TRAINER), count=3)
    played = play(
        tracer(cheats=alone, rounds=training_round(seats=5), rules={"verification": SpotCheck(tolerance=1e-3)})
    )
    assert settled(played)["faults"] == []
    assert len(settled(played)["accepted"]) == 5
