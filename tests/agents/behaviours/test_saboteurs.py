"""What trainers that do harm, or too little, decide: by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agents.behaviours.cartel import Trained
from agents.behaviours.trainer.gaussian import Gaussian
from agents.behaviours.trainer.honest import Honest
from agents.behaviours.trainer.ipm import Ipm
from agents.behaviours.trainer.sign_flip import SignFlip
from agents.behaviours.trainer.stale import Stale
from agents.behaviours.trainer.under_training import UnderTraining
from sim.jobs import Training
from sim.messages.registry import Joined
from sim.messages.training_round import Assigned, RoundOpened
from tests.agents.behaviours.conftest import Look


def vector(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float32)


def test_ipm_turns_the_mean_of_the_coalition_around(look: Look, task: Assigned) -> None:
    """(1, 0) and (3, 4): mean (2, 2), half of it turned is (-1, -1); the second member moves its second coordinate."""
    known = {"A.0": (7, Trained(3, vector(3, 4)))}
    crafted = Ipm(inner=Honest()).submit(look(task=task, shared=known), vector(1, 0))
    assert crafted is not None
    assert crafted.dtype == np.float32
    assert crafted.tolist() == [-1.0, -1 + 2**-24]


def test_ipm_alone_is_a_small_sign_flip_and_tells_what_it_trained(look: Look, task: Assigned) -> None:
    ipm = Ipm(inner=Honest(), scale=0.25)
    assert ipm.submit(look(task=task), vector(4, 8)) == pytest.approx([-1, -2], abs=1e-6)
    told = ipm.shares(look(task=task), vector(4, 8))
    assert told is not None
    assert (told.round, told.delta.tolist()) == (3, [4.0, 8.0])
    assert ipm.hold(look(task=task), task) == 940.0
    assert ipm.submit(look(task=task), None) is None


def test_gaussian_trains_nothing_and_is_as_wide_as_it_says(look: Look, task: Assigned) -> None:
    view = look(task=task, vectors={"start": [0.0] * 10_000})
    noise = Gaussian(inner=Honest()).submit(view, None)
    assert Gaussian(inner=Honest()).plan(view, task) is None
    assert noise is not None
    assert noise.dtype == np.float32
    assert float(noise.std()) == pytest.approx(200.0, rel=0.05)
    assert abs(float(noise.mean())) < 8.0


@pytest.mark.parametrize(("share", "steps"), [(0.0, 0), (0.3, 1), (0.5, 2), (0.75, 3), (1.0, 4)])
def test_under_training_does_the_first_of_four_steps(look: Look, task: Assigned, share: float, steps: int) -> None:
    planned = UnderTraining(inner=Honest(), share=share).plan(look(task=task), task)
    assert planned == Training("main", "start", "data", (0, 1), steps=steps)


def opened(number: int) -> RoundOpened:
    return RoundOpened(number, f"model {number}", (), 0)


@pytest.mark.parametrize(("heard", "start"), [([0], "model 0"), ([0, 1, 2], "model 0"), ([0, 1, 2, 3, 4], "model 2")])
def test_stale_starts_from_two_rounds_ago_or_the_oldest_it_knows(
    look: Look, task: Assigned, heard: list[int], start: str
) -> None:
    stale = Stale(inner=Honest(), behind=2)
    memory = stale.begin()
    for number in heard:
        memory = stale.remember(look(memory=memory), opened(number))
        memory = stale.remember(look(memory=memory), Joined("b.0", "trainer", 0))
    planned = stale.plan(look(task=task, memory=memory), task)
    assert planned == Training("main", start, "data", (0, 1), steps=4)


def test_stale_keeps_the_models_of_two_tasks_apart(look: Look, task: Assigned) -> None:
    stale = Stale(inner=Honest(), behind=1)
    memory = stale.begin()
    for fact in (
        opened(0),
        RoundOpened(0, "other", (), 0, "risk"),
        opened(1),
        RoundOpened(1, "another", (), 0, "risk"),
    ):
        memory = stale.remember(look(memory=memory), fact)
    planned = stale.plan(look(task=task, memory=memory), task)
    assert planned == Training("main", "model 0", "data", (0, 1), steps=4)


def test_stale_that_has_heard_of_no_round_does_as_it_is_told(look: Look, task: Assigned) -> None:
    stale = Stale(inner=Honest())
    assert stale.plan(look(stale, task=task), task) == task.job
    assert RoundOpened in stale.listens


def test_they_wrap_another_deviation(look: Look, task: Assigned) -> None:
    both = UnderTraining(inner=SignFlip(inner=Honest()))
    planned = both.plan(look(task=task), task)
    assert planned is not None
    assert planned.steps == 2
    assert both.submit(look(task=task), vector(1, -2)) == pytest.approx([-1, 2])


@pytest.mark.parametrize(
    ("cheat", "bad"),
    [
        (Ipm, {"scale": 0.0}),
        (Ipm, {"lead": 0.0}),
        (Gaussian, {"deviation": 0.0}),
        (Gaussian, {"deviation": float("inf")}),
        (UnderTraining, {"share": 1.1}),
        (UnderTraining, {"share": float("nan")}),
        (Stale, {"behind": 0}),
    ],
)
def test_bad_parameters(cheat: Any, bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=rf"{cheat.__name__}\.{next(iter(bad))}=.*allowed"):
        cheat(inner=Honest(), **bad)
