"""A round whose updates are read only together, and trainers who drop out of it after they were assigned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from agents.behaviours.deviation import Deviation
from mechanisms.privacy.secure_sum import SecureSum
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.verification.unchecked import Unchecked
from sim.jobs import Vector
from sim.money import TOKEN
from sim.view import View
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer, training_round

PLAIN: dict[str, Any] = {"verification": Unchecked(), "reward": EqualSplit()}
HIDDEN = {**PLAIN, "privacy": SecureSum(threshold=600, least=3)}
"""Three of five suffice, two do not."""


@dataclass(frozen=True)
class Drops(Deviation):
    """Trains, and then is never heard of again."""

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        return None


def round_of(play: Play, dropouts: int, rules: dict[str, Any]) -> Played:
    """One round of five, of whom some drop out."""
    stay, drop = group("trainer", count=5 - dropouts), group("trainer", Drops(inner=HONEST["trainer"]), count=dropouts)
    return play(tracer(rounds=training_round(seats=5), rules=rules, trainers=stay, cheats=drop))


def step(played: Played) -> list[float]:
    """By how much the round moved the model."""
    library, [opened], [settled] = played.factory.lab, played.facts("RoundOpened"), played.facts("RoundSettled")
    moved: list[float] = (library.vector(settled.body["model"]) - library.vector(opened.body["model"])).tolist()
    return moved


@pytest.mark.parametrize("dropouts", [0, 1, 2])
def test_the_masks_of_those_who_drop_out_come_off(play: Play, dropouts: int) -> None:
    """The model moves by the mean of the survivors' updates, as if each had been read."""
    open_, hidden = round_of(play, dropouts, PLAIN), round_of(play, dropouts, HIDDEN)
    assert any(step(open_))
    assert step(hidden) == pytest.approx(step(open_), abs=1e-5)
    assert len(hidden.facts("RoundSettled")[0].body["accepted"]) == 5 - dropouts


def test_who_drops_out_earns_nothing_and_the_others_share(play: Play) -> None:
    """The trainers' 60 tokens among three."""
    played = round_of(play, 2, HIDDEN)
    assert [played.moved("training_round/pot", f"trainers.{place}") for place in range(3)] == [[20 * TOKEN]] * 3
    assert played.moved("training_round/pot", "cheats.0") == []


def test_too_few_survivors_release_nothing_and_nothing_is_learnt_or_paid(play: Play) -> None:
    played = round_of(play, 3, HIDDEN)
    [settled] = played.facts("RoundSettled")
    assert settled.body["accepted"] == []
    assert step(played) == [0.0] * 8
    assert played.moved("training_round/pot", "trainers.0") == []
    assert any(step(round_of(play, 3, PLAIN)))


def test_no_ruling_names_what_anybody_in_particular_handed_in(play: Play) -> None:
    """All that is released is one and the same vector, and it is none of those handed in."""
    played = round_of(play, 1, HIDDEN)
    [ruled] = [fact for fact in played.facts("Ruled") if fact.body["family"] == "privacy"]
    released = {effect["value"]["digest"] for effect in ruled.body["effects"]}
    handed_in = {key for _, key in played.facts("ScoringOpened")[0].body["updates"]}
    assert len(released) == 1
    assert not released & handed_in
