"""A behaviour that breaks ends the run with one error that names it, its account and the second, wherever it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import mesa
import pytest

from agents.behaviours.deviation import Deviation
from sim.chain.errors import PluginError
from sim.effects.judgement import Publish
from sim.factory import Factory
from sim.facts import Fact
from sim.messages.host import Answer
from sim.messages.message import Pending
from sim.messages.registry import Joined
from sim.messages.training_round import Assigned, ScoringOpened
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.rule import Ruling
from sim.view import View
from tests.golden.tracer import HONEST, group, tracer


@dataclass(frozen=True)
class Breaks(Deviation):
    """Divides by zero when it is asked for one decision."""

    at: str = ""
    kind: type[Fact] = Fact
    """Kind of fact at which it breaks, where facts matter."""

    def whom(self, view: View, decision: str) -> tuple[Any, View]:
        if decision == self.at and isinstance(view.task or self.kind(), self.kind):
            1 / 0  # noqa: B018
        return self.inner, view

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Joined, Pending})

    def remember(self, view: View, fact: Fact) -> Any:
        if self.at == "remember" and isinstance(fact, self.kind):
            1 / 0  # noqa: B018
        return None


BREAKS = [
    ("trainers", "trainer", "stays", Fact, 12.0),
    ("trainers", "trainer", "remember", Joined, 12.0),
    ("trainers", "trainer", "react", Joined, 12.0),
    ("trainers", "trainer", "react", Pending, 0.5),
    ("trainers", "trainer", "plan", Assigned, 120.0),
    ("trainers", "trainer", "submit", Assigned, 240.0),
    ("validators", "validator", "assess", ScoringOpened, 1440.0),
    ("validators", "validator", "perform", Fact, 1560.0),
    ("validators", "validator", "deliver", Fact, 1680.0),
    ("providers", "provider", "offer", Fact, 12.0),
    ("owners", "compute", "brings", Fact, 12.0),
]


@pytest.mark.parametrize(("name", "role", "at", "kind", "second"), BREAKS)
def test_the_run_ends_and_names_the_culprit(name: str, role: str, at: str, kind: type[Fact], second: float) -> None:
    machines: dict[str, Any] = {"machines": ("server",)} if role == "compute" else {}
    breaking: dict[str, Any] = {name: group(role, Breaks(inner=HONEST[role], at=at, kind=kind), **machines)}
    factory = Factory(tracer(**breaking))
    with pytest.raises(
        PluginError, match=rf"^{role} Breaks\(.* of {name}\.0 failed at {second:.3f} s: ZeroDivisionError: "
    ):
        factory.run()
    assert factory not in mesa.Agent._ids


@dataclass(frozen=True)
class Babbles(Deviation):
    """Sends a number that no record can hold."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Joined})

    def react(self, view: View, fact: Fact) -> Any:
        return [Answer("training_round/1", float("nan"))] if isinstance(fact, Joined) else []


def test_a_message_that_cannot_stand_on_the_record_is_its_senders_fault() -> None:
    factory = Factory(tracer(trainers=group("trainer", Babbles(inner=HONEST["trainer"]))))
    with pytest.raises(PluginError, match=r"^trainer Babbles\(.* of trainers\.0 failed at 12\.000 s: ValueError: "):
        factory.run()


class Stillborn(Deviation):
    """Has no memory to begin with."""

    def begin(self) -> Any:
        raise RuntimeError("nothing to remember")


def test_who_cannot_be_born_is_named() -> None:
    factory = Factory(tracer(trainers=group("trainer", Stillborn(inner=HONEST["trainer"]))))
    with pytest.raises(
        PluginError, match=r"^trainer Stillborn\(.* of trainers\.0 failed at 0\.000 s: RuntimeError: nothing"
    ):
        factory.run()


@dataclass(frozen=True)
class Mumbles(Consensus):
    """Publishes a score that is not a number."""

    def decide(self, view: ConsensusView, state: Any) -> Ruling:
        return [Publish("scores", float("nan"))], state


def test_a_ruling_that_cannot_stand_on_the_record_is_its_rules_fault() -> None:
    made = tracer()
    factory = Factory(replace(made, rules={**made.rules, "consensus": Mumbles()}))
    with pytest.raises(PluginError, match=r"^Mumbles of training_round failed at .* s: ValueError: "):
        factory.run()
