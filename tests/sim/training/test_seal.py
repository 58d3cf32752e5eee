"""Both labs keep a job sealed until its simulated end, and copy what crosses the seam."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.jobs import Broken, Evaluation, Score, Training
from sim.lab import Examples, Lab, Sealed
from sim.training.lab import TorchLab
from sim.training.models.logistic import Logistic
from sim.training.stub import StubLab

POINTS = Examples(np.float32([[1, 0], [0, 1], [2, 0], [0, 2]]), np.int64([0, 1, 0, 1]))
LABS = [lambda: TorchLab({"line": Logistic().build(2, 2)}), StubLab]


@pytest.fixture(params=LABS, ids=["torch", "stub"])
def lab(request: pytest.FixtureRequest) -> Lab:
    build: Callable[[], Lab] = request.param
    return build()


def opened(lab: Lab, job: Training | Evaluation) -> object:
    ticket = lab.submit(job)
    ticket.unseal()
    return ticket.open()


def test_a_ticket_opens_only_after_the_simulated_end(lab: Lab) -> None:
    ticket = lab.submit(Training("line", lab.begin("line", 0), lab.learn(POINTS), (0, 1), steps=3))
    with pytest.raises(Sealed, match="before its simulated end"):
        ticket.open()
    ticket.unseal()
    assert isinstance(ticket.open(), np.ndarray)


def test_opening_one_ticket_leaves_the_others_sealed(lab: Lab) -> None:
    start, data = lab.begin("line", 0), lab.learn(POINTS)
    first, second = (lab.submit(Training("line", start, data, (0, 1), steps=3, seed=seed)) for seed in (1, 2))
    first.unseal()
    first.open()
    with pytest.raises(Sealed):
        second.open()


def test_equal_jobs_have_equal_results_and_no_steps_change_nothing(lab: Lab) -> None:
    start, data = lab.begin("line", 0), lab.learn(POINTS)
    job = Training("line", start, data, (0, 1, 2), steps=4, seed=5)
    np.testing.assert_array_equal(opened(lab, job), opened(lab, job))
    idle = opened(lab, Training("line", start, data, (0, 1), steps=0))
    assert isinstance(idle, np.ndarray) and not idle.any()


def test_vectors_are_copied_on_the_way_in_and_read_only_on_the_way_out(lab: Lab) -> None:
    mine = np.float32([1, 2, 3, 4, 5, 6])
    key = lab.keep(mine)
    mine[0] = 99
    assert lab.vector(key).tolist() == [1, 2, 3, 4, 5, 6]
    for vector in (lab.vector(key), opened(lab, Training("line", lab.begin("line", 1), lab.learn(POINTS), (0,), 1))):
        with pytest.raises(ValueError, match="read-only"):
            vector[0] = 0


def test_data_are_copied_on_the_way_in(lab: Lab) -> None:
    inputs = POINTS.inputs.copy()
    start, data = lab.begin("line", 0), lab.learn(Examples(inputs, POINTS.labels))
    ticket = lab.submit(Training("line", start, data, (0, 1), steps=2))
    inputs[:] = 7
    ticket.unseal()
    expected = opened(lab, Training("line", start, lab.learn(POINTS), (0, 1), steps=2))
    np.testing.assert_array_equal(ticket.open(), expected)


def test_an_impossible_job_stays_impossible_whatever_is_learned_later(lab: Lab) -> None:
    start = lab.begin("line", 0)
    elsewhere = StubLab().learn(POINTS)
    ticket = lab.submit(Training("line", start, elsewhere, (0,), steps=1))
    lab.learn(POINTS)
    ticket.unseal()
    assert ticket.open() == Broken(f"data='{elsewhere}' was never learned")


def test_a_candidate_that_is_not_finite_scores_worst_and_alone(lab: Lab) -> None:
    start, data = lab.begin("line", 0), lab.learn(POINTS)
    poison = lab.keep(np.full_like(lab.vector(start), np.nan))
    scores = opened(lab, Evaluation("line", (((start, 1.0),), ((start, 0.5), (poison, 0.5))), data, (0, 1, 2)))
    assert isinstance(scores, tuple)
    assert scores[1] == Score(correct=0, rows=3, loss=10**9)
    assert scores[0] == opened(lab, Evaluation("line", (((start, 1.0),),), data, (0, 1, 2)))[0]
