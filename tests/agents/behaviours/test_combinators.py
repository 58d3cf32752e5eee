"""Behaviours made of two: which of them decides, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from agents.behaviours.any.adaptive import Adaptive
from agents.behaviours.any.mix import Mix
from agents.behaviours.any.switch import Switch
from agents.behaviours.behaviour import Behaviour
from sim.jobs import Training
from sim.messages.registry import Joined, Slashed
from sim.messages.training_round import Assigned
from sim.view import View
from tests.agents.behaviours.conftest import Look

SLASHED = Slashed("a.0", 5, "caught")


@dataclass(frozen=True)
class Says(Behaviour):
    """Submits its own number, holds until it, and remembers how many facts it has heard."""

    number: int

    def begin(self) -> Any:
        return 0

    def remember(self, view: View, fact: Any) -> Any:
        return view.memory + 1

    def submit(self, view: View, delta: Any) -> Any:
        return self.number, view.memory

    def hold(self, view: View, task: Any) -> float:
        return float(self.number)

    def brings(self, view: View, machines: int) -> int:
        return self.number


ONE, TWO = Says(1), Says(2)


@pytest.mark.parametrize(("time", "who"), [(0.0, 1), (172_799.9, 1), (172_800.0, 2), (1e6, 2)])
def test_switch_on_a_day(look: Look, time: float, who: int) -> None:
    switch = Switch(inner=ONE, otherwise=TWO, at_days=2.0)
    assert switch.submit(look(switch, time=time), None) == (who, 0)


def test_adaptive_turns_when_it_is_slashed_and_never_back(look: Look) -> None:
    adaptive = Adaptive(inner=ONE, otherwise=TWO)
    view, said = look(adaptive), list[Any]()
    for fact in (Joined("a.0", "trainer", 5), SLASHED, Joined("b.0", "trainer", 5)):
        view = replace(view, memory=adaptive.remember(view, fact))
        said.append(adaptive.submit(view, None))
    assert said == [(1, 1), (2, 2), (2, 3)]


@pytest.mark.parametrize(("balance", "who"), [(99, 2), (100, 1)])
def test_adaptive_turns_when_it_is_poor(look: Look, balance: int, who: int) -> None:
    adaptive = Adaptive(inner=ONE, otherwise=TWO, poorer_than=100)
    view = look(adaptive, balance=balance)
    view = replace(view, memory=adaptive.remember(view, Joined("b.0", "trainer", 5)))
    assert adaptive.submit(replace(view), None) == (who, 1)


def tasks(task: Assigned, job: Training, count: int) -> list[Assigned]:
    return [replace(task, round=number, job=replace(job, seed=number)) for number in range(count)]


def test_a_mix_has_one_mind_for_each_task(look: Look, task: Assigned, job: Training) -> None:
    mix = Mix(inner=ONE, otherwise=TWO, share=0.5)
    view, minds = look(mix), list[int]()
    for each in tasks(task, job, 40):
        seen = replace(view, task=each)
        planned = {int(mix.hold(seen, each)), mix.submit(seen, None)[0], int(mix.hold(seen, each))}  # type: ignore[index]
        assert len(planned) == 1
        minds += planned
    assert set(minds) == {1, 2}


def test_a_mix_keeps_its_share(look: Look, task: Assigned, job: Training) -> None:
    """2000 tasks at .3: 600 give or take 4 standard deviations of 20.5."""
    mix = Mix(inner=ONE, otherwise=TWO, share=0.3)
    view = look(mix)
    others = sum(mix.hold(replace(view, task=each), each) == 2 for each in tasks(task, job, 2000))
    assert abs(others - 600) < 82


def test_without_a_task_a_mix_draws_for_each_decision(look: Look) -> None:
    mix = Mix(inner=ONE, otherwise=TWO, share=0.5)
    view = look(mix)
    assert {mix.brings(view, 0) for _ in range(30)} == {1, 2}


@pytest.mark.parametrize(("share", "who"), [(0.0, 1), (1.0, 2)])
def test_a_mix_of_one_kind_only(look: Look, task: Assigned, share: float, who: int) -> None:
    mix = Mix(inner=ONE, otherwise=TWO, share=share)
    assert mix.hold(look(mix, task=task), task) == who
    assert mix.brings(look(mix), 0) == who


def test_the_coins_of_two_accounts_differ(look: Look, task: Assigned, job: Training) -> None:
    mix = Mix(inner=ONE, otherwise=TWO, share=0.5)
    minds = [
        [mix.hold(replace(look(mix, seed=seed), task=each), each) for each in tasks(task, job, 40)]
        for seed in (0, 0, 1)
    ]
    assert minds[0] == minds[1] != minds[2]


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (Switch, {"at_days": -1.0}),
        (Switch, {"at_days": np.nan}),
        (Mix, {"share": 1.5}),
        (Adaptive, {"poorer_than": -1}),
    ],
)
def test_bad_parameters(kind: type, bad: dict[str, Any]) -> None:
    [(name, value)] = bad.items()
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{name}={value}; allowed: 0"):
        kind(inner=ONE, otherwise=TWO, **bad)
