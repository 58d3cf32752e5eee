"""A group that is turned acts with a new mind from then on; who has left stays away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from agents.behaviours.any.adaptive import Adaptive
from agents.behaviours.deviation import Deviation
from agents.behaviours.trainer.copycat import Copycat
from agents.behaviours.trainer.sign_flip import SignFlip
from sim.blueprint import Blueprint
from sim.durations import DAY
from sim.facts import Fact
from sim.interventions import Turn
from sim.messages.message import Pending
from sim.view import View
from tests.factory.conftest import Play
from tests.golden.tracer import HONEST, group, tracer, training_round

TRAINER = HONEST["trainer"]


def turned(blueprint: Blueprint, second: float, name: str, behaviour: Any) -> Blueprint:
    return replace(blueprint, interventions=(Turn(second / DAY, name, behaviour),))


def test_a_behaviour_that_keeps_notes_begins_with_its_own(play: Play) -> None:
    """It cheats in the first round after it was turned, is slashed, and is honest in the next."""
    adaptive = Adaptive(inner=SignFlip(inner=TRAINER), otherwise=TRAINER)
    played = play(turned(tracer(hours=3, cheats=group("trainer")), 3000.0, "cheats", adaptive))
    assert [fact.body["faults"] for fact in played.facts("RoundSettled")] == [[], ["cheats.0"], []]


def test_a_group_that_is_turned_begins_to_watch_the_mempool(play: Play) -> None:
    rounds = training_round(commit_reveal=False)
    played = play(
        turned(tracer(hours=2, cheats=group("trainer"), rounds=rounds), 3000.0, "cheats", Copycat(inner=TRAINER))
    )
    assert [fact.body["faults"] for fact in played.facts("RoundSettled")] == [[], ["cheats.0"]]


@dataclass(frozen=True)
class Leaves(Deviation):
    """Goes at once."""

    def stays(self, view: View) -> bool:
        return False


@dataclass(frozen=True)
class Counts(Deviation):
    """Counts what it hears of the mempool."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Pending})

    def begin(self) -> int:
        return 0

    def remember(self, view: View, fact: Fact) -> int:
        return int(view.memory) + 1


def test_who_has_left_hears_nothing_with_a_new_mind_either(play: Play) -> None:
    heard = []
    for behaviour in (TRAINER, Leaves(inner=TRAINER)):
        blueprint = turned(tracer(cheats=group("trainer", behaviour)), 60.0, "cheats", Counts(inner=TRAINER))
        heard.append(play(blueprint).factory.players["cheats.0"].memory)
    stayed, left = heard
    assert stayed > 0
    assert left == 0
