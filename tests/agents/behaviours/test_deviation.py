"""A deviation forwards every decision of every role to the behaviour inside."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from agents.behaviours.any.choice import Choice
from agents.behaviours.behaviour import Behaviour
from agents.behaviours.deviation import Deviation
from agents.behaviours.noting import Noting
from sim.facts import Fact
from sim.view import View

FOLDER = Path(__file__).parents[3] / "agents" / "behaviours"


def protocols() -> dict[str, type]:
    """Every Protocol of agents/behaviours/*/protocol.py, by role."""
    modules = {
        path.parent.name: f"agents.behaviours.{path.parent.name}.protocol" for path in FOLDER.glob("*/protocol.py")
    }
    return {
        role: kind
        for role, module in modules.items()
        for kind in vars(import_module(module)).values()
        if isinstance(kind, type) and kind.__module__ == module
    }


def public(kind: type) -> set[str]:
    return {name for name, member in vars(kind).items() if not name.startswith("_") and callable(member)}


OF_ROLES = {name: getattr(kind, name) for kind in protocols().values() for name in public(kind)}
OF_ALL = {name: getattr(Behaviour, name) for name in public(Behaviour)}
DECISIONS = {**OF_ALL, **OF_ROLES}


def test_these_roles_have_a_protocol() -> None:
    assert sorted(protocols()) == [
        "aggregator",
        "auditor",
        "compute",
        "developer",
        "holder",
        "issuer",
        "juror",
        "proposer",
        "provider",
        "renter",
        "requester",
        "trader",
        "trainer",
        "user",
        "validator",
    ]


def test_the_decisions_are_these() -> None:
    """So that an empty list could not pass for a complete one."""
    assert sorted(OF_ALL) == ["answer", "begin", "deliver", "joins", "perform", "react", "remember", "stays"]
    assert " ".join(sorted(OF_ROLES)) == (
        "assess attempts brings censors certify checks comes consents delegates enters examine excuse hold includes licence "
        "measures needs offer people plan posts proposes publishes recalls refuses release renews rents_out runs score "
        "sells serves_out shares states submit trades votes vouches waits wants"
    )


PLAIN: dict[str, Any] = {"joins": 3.0, "stays": True, "sells": True, "hold": 5.0, "brings": 3, "checks": 2, "states": 1}
PLAIN |= {"waits": 7.0, "consents": True, "refuses": True, "renews": True, "runs": 2.0, "serves_out": True}
PLAIN |= {"censors": frozenset({"a hash"})}


class Inside:
    """Notes what it is asked, and answers with a mark of its own."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        def decision(*given: Any) -> Any:
            self.asked.append((name, given))
            return PLAIN.get(name, f"{name} by the inside")

        return decision


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_a_deviation_defines_the_decision_itself(name: str) -> None:
    assert name in vars(Deviation)
    ours, theirs = (
        list(inspect.signature(decision).parameters) for decision in (vars(Deviation)[name], DECISIONS[name])
    )
    assert ours == theirs


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_a_deviation_passes_the_decision_on_as_it_came(name: str) -> None:
    inside = Inside()
    given = [f"argument {place}" for place in range(len(inspect.signature(DECISIONS[name]).parameters) - 1)]
    answer = getattr(Deviation(inner=inside), name)(*given)
    assert inside.asked == [(name, tuple(given))]
    assert answer == PLAIN.get(name, f"{name} by the inside")


@pytest.mark.parametrize("name", sorted(set(DECISIONS) - {"begin", "remember"}))
def test_who_keeps_notes_shows_them_to_nobody(name: str) -> None:
    """The behaviour inside sees the memory that it began with."""

    class Takes(Noting):
        pass

    inside = Inside()
    deviation = Takes(inner=inside)
    view = View(0.0, "a.0", chain=None, draws=None, memory=deviation.begin())  # type: ignore[arg-type]
    rest = [None for _ in range(len(inspect.signature(DECISIONS[name]).parameters) - 2)]
    getattr(deviation, name)(view, *rest)
    [_, (asked, (seen, *_))] = inside.asked
    assert (asked, seen.memory) == (name, "begin by the inside")


class Second(Choice):
    """Always the other one."""

    def turns(self, view: View, decision: str) -> bool:
        return True


@pytest.mark.parametrize("name", sorted(set(DECISIONS) - {"begin", "remember"}))
def test_of_two_behaviours_one_decides_and_sees_its_own_memory(name: str) -> None:
    inner, otherwise = Inside(), Inside()
    choice = Second(inner=inner, otherwise=otherwise)
    view = View(0.0, "a.0", chain=None, draws=None, memory=choice.begin())  # type: ignore[arg-type]
    rest = [None for _ in range(len(inspect.signature(DECISIONS[name]).parameters) - 2)]
    getattr(choice, name)(view, *rest)
    assert [asked for asked, _ in inner.asked] == ["begin"]
    assert [asked for asked, _ in otherwise.asked] == ["begin", name]


def test_both_of_two_behaviours_remember_what_is_heard() -> None:
    inner, otherwise = Inside(), Inside()
    choice = Second(inner=inner, otherwise=otherwise)
    view = View(0.0, "a.0", chain=None, draws=None, memory=choice.begin())  # type: ignore[arg-type]
    after = choice.remember(view, None)  # type: ignore[arg-type]
    assert after.inner == ("remember by the inside", "remember by the inside")


def test_a_deviation_listens_to_what_its_inside_listens_to() -> None:
    class Curious(Behaviour):
        @property
        def listens(self) -> Any:
            return frozenset({Fact})

    assert Deviation(inner=Curious()).listens == {Fact}
    assert Second(inner=Behaviour(), otherwise=Curious()).listens == {Fact}
