"""What roles do when things go wrong or take too long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from agents.behaviours.deviation import Deviation
from agents.roles.validator import Validator
from sim.cluster.stands_for import StandsFor
from sim.factory import Factory
from sim.jobs import Result
from sim.messages.host import Ordered
from sim.messages.training_round import Assigned
from sim.view import View
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer


def pause(until: float) -> Any:
    def act(factory: Factory) -> None:
        factory.chain.law.pause("training_round", until)

    return act


def kinds(played: Played, account: str) -> list[str]:
    return [message["kind"] for _, _, message in played.said(account)]


def test_a_provider_offers_again_only_what_differs(play: Play) -> None:
    """It asks itself every day; on the third its data are what they were."""
    played = play(tracer(hours=60))
    assert kinds(played, "providers.0") == ["Join", "Offer", "Offer"]
    assert played.refusals("providers.0") == []


def test_a_provider_whose_offer_was_refused_tries_again_the_next_day(play: Play) -> None:
    played = play(tracer(hours=25), [(15.0, pause(100.0))])
    assert played.refusals("providers.0") == ["training_round is paused"] * 2
    assert [(at, message["kind"]) for at, _, message in played.said("providers.0")] == [
        (12.0, "Join"),
        (86_412.0, "Offer"),
        (86_412.0, "Offer"),
    ]


def test_who_could_not_commit_reveals_nothing(play: Play) -> None:
    played = play(tracer(), [(245.0, pause(300.0))])
    assert played.refusals("trainers.0") == ["training_round is paused"]
    assert kinds(played, "trainers.0") == ["Join"]


@dataclass(frozen=True)
class Dreams(Deviation):
    """Holds its first update back until the second round is over."""

    def hold(self, view: View, task: Assigned) -> float:
        return 5100.0


def test_a_trainer_passes_over_an_assignment_that_is_over(play: Play) -> None:
    """The second round runs from 3720 to 5040; at 5100 it is free to see that."""
    played = play(tracer(hours=2, trainers=group("trainer", Dreams(inner=HONEST["trainer"]), count=2)))
    assert [row["job"] for row in played.rows("jobs") if row["owner"] == "trainers.0"] == ["trainers.0/1"]
    assert played.refusals("trainers.0") == ["the commit window of round 0 is not open"]


def test_a_validator_passes_over_a_scoring_that_is_over(play: Play) -> None:
    """Scoring four candidates takes 3840 s from 1440 on; the second is open from 5040 to 5160."""
    slow = StandsFor(params=1e6, tokens_per_round=1e7, eval_tokens=2.4e8, utilisation=0.5)
    played = play(tracer(hours=3, stands_for=slow))
    mine = [row for row in played.rows("jobs") if row["owner"] == "validators.0" and row["kind"] == "Evaluation"]
    assert [(row["queued"], row["ended"]) for row in mine] == [(1440.0, 5280.0)]
    assert played.refusals("validators.0") == ["the score window of round 0 is not open"]


@dataclass(frozen=True)
class Stubborn(Deviation):
    """Delivers whatever came of it; goes at 1600 s."""

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        return "done"

    def stays(self, view: View) -> bool:
        return view.time < 1600


def test_errands_of_one_who_left_end_in_silence(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its checks run from 1560 to 1680; it looks up at 1664 and goes."""
    monkeypatch.setattr(Validator, "review", 200.0)
    played = play(tracer(validators=group("validator", Stubborn(inner=HONEST["validator"]))))
    assert kinds(played, "validators.0") == ["Join", "Report", "Leave"]
    assert played.refusals("validators.0") == []
