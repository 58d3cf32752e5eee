"""On every engine local SGD does what the textbook says, and no job notices what is computed beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import pytest
import torch

from sim.jobs import Diverged, Score, Training
from sim.lab import Examples
from sim.training.engine import Client, Engine, Trial
from sim.training.engines.native import Native
from sim.training.engines.stack import Stack
from sim.training.model import Model
from sim.training.models.cnn import Cnn
from sim.training.models.logistic import Logistic
from sim.training.models.mlp import Mlp

ZOO = {"logistic": Logistic().build(16, 3), "mlp": Mlp((9, 5)).build(16, 3), "cnn": Cnn((3, 4)).build(16, 3)}
Make: TypeAlias = Callable[[Model], Engine]

ENGINES: dict[str, Make] = {
    "native": lambda model: Native(model.layers),
    "stack": lambda model: Stack(model, width=128),
}
RNG = np.random.default_rng(11)
CLOUD = Examples(RNG.standard_normal((200, 16), dtype=np.float32), RNG.integers(3, size=200))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Make:
    return ENGINES[request.param]


def client(model: str, i: int) -> Client:
    """The i-th of many clients, each with its own rows, steps, rate and momentum."""
    rows = tuple(range(i % 50, i % 50 + 10 + i % 17))
    job = Training(model, "", "", rows, 1 + i % 6, batch=8, rate=0.05 + 0.01 * (i % 5), momentum=0.9 * (i % 2), seed=i)
    return Client(job, ZOO[model].begin(i % 3), CLOUD)


def test_one_step_of_logistic_regression_by_hand(engine: Make) -> None:
    """From zero, p = (1/2, 1/2); x = (2, 0) of class 0: slope -(1/2) x on class 0's weights, +(1/2) x on class 1's."""
    model, point = Logistic().build(2, 2), Examples(np.float32([[2, 0]]), np.int64([0]))
    job = Training("line", "", "", (0,), steps=1, batch=1, rate=0.5)
    (delta,) = engine(model).train([Client(job, np.zeros(6, np.float32), point)])
    np.testing.assert_array_equal(delta, np.float32([0.5, -0.5, 0, 0, 0.25, -0.25]))


def test_momentum_carries_the_last_slope_along(engine: Make) -> None:
    """A blind model (x = 0) moves its bias only: .25 first, then .5 * sigmoid(-.5) = .188770 plus .9 * .25."""
    model, point = Logistic().build(2, 2), Examples(np.float32([[0, 0]]), np.int64([0]))
    job = Training("line", "", "", (0,), steps=2, batch=1, rate=0.5, momentum=0.9)
    (delta,) = engine(model).train([Client(job, np.zeros(6, np.float32), point)])
    np.testing.assert_allclose(delta[4:], [0.663770, -0.663770], atol=1e-6)


@pytest.mark.parametrize("model", ZOO)
@pytest.mark.parametrize("threads", [1, 2])
def test_a_result_is_the_same_bits_in_every_stack_at_every_place(engine: Make, model: str, threads: int) -> None:
    clients = [client(model, i) for i in range(100)]
    torch.set_num_threads(1)
    alone = engine(ZOO[model]).train(clients[7:8])[0]
    torch.set_num_threads(threads)
    try:
        for size in (1, 2, 3, 4, 8, 17, 64, 100) if threads == 1 else (1, 3, 40):
            for place in {0, size // 2, size - 1}:
                others = [c for c in clients if c is not clients[7]]
                stack = [*others[:place], clients[7], *others[place : size - 1]]
                np.testing.assert_array_equal(engine(ZOO[model]).train(stack)[place], alone, f"{size=} {place=}")
    finally:
        torch.set_num_threads(1)


@pytest.mark.parametrize("model", ZOO)
def test_a_result_is_the_same_bits_on_any_number_of_cores(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.training.engines.native.GRAIN", 1)  # jobs as small as these would not be shared out
    clients = [client(model, i) for i in range(100)]
    alone = Native(ZOO[model].layers).train(clients)
    for threads in (2, 3, 7):
        shared = Native(ZOO[model].layers, threads).train(clients)
        np.testing.assert_array_equal(np.stack(shared), np.stack(alone), f"{threads=}")


def test_a_wide_model_alone_on_two_threads_is_not_a_special_case(engine: Make) -> None:
    """Where torch would split one large product among threads: hence no stack of one."""
    model, rng = Mlp((256, 128)).build(784, 10), np.random.default_rng(0)
    images = Examples(rng.standard_normal((300, 784), dtype=np.float32), rng.integers(10, size=300))
    clients = [
        Client(Training("m", "", "", tuple(range(300)), 3, batch=128, seed=i), model.begin(i), images) for i in range(3)
    ]
    among_others = engine(model).train(clients)[0]
    torch.set_num_threads(2)
    try:
        np.testing.assert_array_equal(engine(model).train(clients[:1])[0], among_others)
    finally:
        torch.set_num_threads(1)


@pytest.mark.parametrize("model", ZOO)
def test_the_first_k_steps_are_the_k_step_job(engine: Make, model: str) -> None:
    """Seen through plain SGD: k steps from the start, then the rest from there, is the whole run."""
    whole = client(model, 6)
    whole = replace(whole, job=replace(whole.job, steps=6, momentum=0.0, rows=tuple(range(8)), batch=8))
    states = [
        whole.start + engine(ZOO[model]).train([replace(whole, job=replace(whole.job, steps=k))])[0] for k in range(7)
    ]
    chained = whole.start
    for step in range(6):
        one = replace(whole, start=chained, job=replace(whole.job, steps=1))  # the batch is all rows: any order will do
        chained = chained + engine(ZOO[model]).train([one])[0]
        np.testing.assert_allclose(states[step + 1], chained, atol=1e-5)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_starts_and_data_are_never_written(engine: Make, size: int) -> None:
    clients = [client("mlp", i) for i in range(size)]
    shared = [replace(c, start=clients[0].start) for c in clients]
    before = clients[0].start.copy(), CLOUD.inputs.copy()
    engine(ZOO["mlp"]).train(shared)
    np.testing.assert_array_equal(clients[0].start, before[0])
    np.testing.assert_array_equal(CLOUD.inputs, before[1])


def test_who_diverges_does_so_alone_and_at_his_own_step(engine: Make) -> None:
    calm, wild = client("mlp", 3), client("mlp", 4)
    wild = replace(wild, job=replace(wild.job, rate=1e38, steps=5))
    lost = replace(calm, start=np.full_like(calm.start, np.inf))
    results = engine(ZOO["mlp"]).train([wild, calm, lost])
    np.testing.assert_array_equal(results[1], engine(ZOO["mlp"]).train([calm])[0])
    assert results[2] == Diverged(0)
    ended = results[0]
    assert isinstance(ended, Diverged) and 1 <= ended.step <= 5
    before = replace(wild, job=replace(wild.job, steps=ended.step - 1))
    assert isinstance(engine(ZOO["mlp"]).train([before])[0], np.ndarray)
    assert engine(ZOO["mlp"]).train([replace(wild, job=replace(wild.job, steps=ended.step))]) == [ended]


def test_huge_but_finite_parameters_have_not_diverged(engine: Make) -> None:
    start = np.full(6, 3e38, np.float32)
    job = Training("line", "", "", (0,), steps=1, batch=1, rate=0.5)
    (delta,) = engine(Logistic().build(2, 2)).train([Client(job, start, Examples(np.float32([[0, 0]]), np.int64([0])))])
    assert isinstance(delta, np.ndarray)


def test_a_short_job_on_a_long_shard_sees_the_rows_of_its_schedule(engine: Make) -> None:
    """Packing only the used rows must not change which rows they are: row i is the only one of class 1."""
    labels = np.zeros(200, np.int64)
    base = Training("mlp", "", "", tuple(range(200)), steps=1, batch=4, seed=2)
    seen = set(np.random.default_rng(2).permutation(200)[:4].tolist())
    plain = engine(ZOO["mlp"]).train([Client(base, ZOO["mlp"].begin(0), replace(CLOUD, labels=labels))])[0]
    for row in range(0, 200, 7):
        marked = labels.copy()
        marked[row] = 1
        result = engine(ZOO["mlp"]).train([Client(base, ZOO["mlp"].begin(0), replace(CLOUD, labels=marked))])[0]
        assert np.array_equal(result, plain) == (row not in seen)


def test_a_result_stays_what_it_was_when_the_same_engine_trains_again(engine: Make) -> None:
    """The memory in which updates are computed is used again, and a result must not lie in it."""
    trains = engine(ZOO["mlp"])
    (first,) = trains.train([client("mlp", 0)])
    before = np.array(first)
    trains.train([client("mlp", 1)])
    np.testing.assert_array_equal(first, before)


def test_a_seed_of_more_than_a_word_is_a_seed_like_any_other() -> None:
    """The kernels draw from seeds of 64 bits; for larger ones numpy does."""
    job = Training("mlp", "", "", range(40), steps=6, batch=8, seed=2**64 + 5)
    model, start = ZOO["mlp"], ZOO["mlp"].begin(0)
    by_kernels, by_stack = (make(model).train([Client(job, start, CLOUD)])[0] for make in ENGINES.values())
    np.testing.assert_allclose(by_kernels, by_stack, rtol=0, atol=1e-5)
    (of_the_lower_word,) = Native(model.layers).train([Client(replace(job, seed=5), start, CLOUD)])
    assert np.abs(by_kernels - of_the_lower_word).max() > 1e-3


def test_scores_by_hand(engine: Make) -> None:
    """Zero weights and biases (0, ln 3): the second class has 3/4, so it is right at a loss of ln(4/3) = .287682 and wrong
    at ln 4 = 1.386294; over both rows that is .836988."""
    points = Examples(np.float32([[1, 2], [3, 4], [5, 6]]), np.int64([1, 0, 1]))
    parameters = np.float32([0, 0, 0, 0, 0, np.log(3)])
    trials = [Trial(parameters, points, np.array(rows)) for rows in ([0, 2], [1, 1], [0, 1])]
    assert engine(Logistic().build(2, 2)).score(trials) == [
        Score(2, 2, 287682),
        Score(0, 2, 1386294),
        Score(1, 2, 836988),
    ]


def test_the_first_of_equal_logits_decides(engine: Make) -> None:
    points = Examples(np.float32([[1, 2]]), np.int64([1]))
    (found,) = engine(Logistic().build(2, 2)).score([Trial(np.zeros(6, np.float32), points, np.array([0]))])
    assert found == Score(0, 1, 693147)


@pytest.mark.parametrize("bias", [np.nan, np.inf, -np.inf])
def test_one_logit_that_is_not_finite_is_worst(engine: Make, bias: float) -> None:
    parameters = np.float32([0, 0, 0, 0, 0, bias])
    points = Examples(np.float32([[1, 2]]), np.int64([0]))
    assert engine(Logistic().build(2, 2)).score([Trial(parameters, points, np.array([0]))]) == [Score(0, 1, 10**9)]


@pytest.mark.parametrize("model", ZOO)
def test_a_score_does_not_depend_on_the_other_trials(engine: Make, model: str) -> None:
    trials = [Trial(ZOO[model].begin(i), CLOUD, np.arange(i, i + 70)) for i in range(30)]
    together = engine(ZOO[model]).score(trials)
    assert together == [engine(ZOO[model]).score([trial])[0] for trial in trials]
    assert len(set(together)) > 20


@pytest.mark.parametrize("model", ZOO)
def test_logits_of_a_row_do_not_depend_on_the_other_rows(engine: Make, model: str) -> None:
    made, parameters = engine(ZOO[model]), ZOO[model].begin(1)
    np.testing.assert_array_equal(
        made.logits(parameters, CLOUD.inputs)[:64], made.logits(parameters, CLOUD.inputs[:64])
    )
