"""What single updates are really worth, as the referee writes it down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.behaviours.trainer.sign_flip import SignFlip
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer


def gains(played: Played) -> dict[str, float]:
    return {row["account"]: row["gain"] for row in played.rows("merits")}


def test_an_update_that_was_trained_helps_and_its_negative_harms(play: Play) -> None:
    found = gains(play(tracer(cheats=group("trainer", SignFlip(inner=HONEST["trainer"])))))
    assert list(found) == ["cheats.0", "trainers.0", "trainers.1"]
    assert found["cheats.0"] < 0 < min(found["trainers.0"], found["trainers.1"])


def test_a_gain_is_the_loss_before_less_the_loss_with_it_alone(play: Play) -> None:
    """A round in which one update counts ends with the loss that it led to."""
    played = play(tracer(trainers=replace(group("trainer"), count=1)))
    [(opened,), (settled,)] = ([fact.body for fact in played.facts(kind)] for kind in ("ScoringOpened", "RoundSettled"))
    lab, test = played.factory.lab, played.factory.holdings.test(0)
    before, after = (
        lab.probe("main", fact[key], test, ("loss",))["loss"] for fact, key in ((opened, "start"), (settled, "model"))
    )
    assert settled["accepted"] == ["trainers.0"]
    assert gains(played)["trainers.0"] == pytest.approx(before - after)
    assert before - after > 0
