"""Any module of torch trains like the models of our own, and repeats what it did."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from sim.jobs import Diverged, Score, Training, Vector
from sim.lab import Examples
from sim.training.engine import Client, Trial
from sim.training.engines.one_by_one import OneByOne
from sim.training.engines.stack import Stack
from sim.training.models.from_module import FromModule
from sim.training.models.mlp import StackedMlp
from sim.training.plan import TorchPlan
from sim.training.wrapped import WrappedModule

RNG = np.random.default_rng(2)
CLOUD = Examples(RNG.standard_normal((90, 6), dtype=np.float32), RNG.integers(3, size=90))


@dataclass(frozen=True)
class TwoLayers(FromModule):
    width: int = 5

    def module(self, features: int, classes: int) -> nn.Module:
        return nn.Sequential(nn.Linear(features, self.width), nn.ReLU(), nn.Linear(self.width, classes))


class Scaled(nn.Module):
    """A norm, a constant buffer and a vector of its own making."""

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        self.norm, self.out = nn.LayerNorm(features), nn.Linear(features, classes)
        self.tilt = nn.Parameter(torch.tensor([0.5, 0.25]))
        self.register_buffer("shift", torch.tensor(2.0))

    def forward(self, inputs: Tensor) -> Tensor:
        return self.out(self.norm(inputs) + self.shift) * self.tilt.sum()  # type: ignore[no-any-return, operator]


def turned(parameters: Vector) -> Vector:
    """Our layout (fan_in, fan_out) from that of torch's Linear (fan_out, fan_in), for 6 -> 5 -> 3."""
    w, b, v, c = np.split(parameters, [30, 35, 50])
    return np.concatenate([w.reshape(5, 6).T.ravel(), b, v.reshape(3, 5).T.ravel(), c])


def client(steps: int = 12) -> Client:
    job = Training("m", "", "", range(10, 60), steps, batch=16, rate=0.1, momentum=0.5, seed=4)
    return Client(job, TwoLayers().build(6, 3).begin(1), CLOUD)


def test_a_module_trains_as_the_same_layers_do_in_a_stack() -> None:
    one, same = client(), replace(client(), start=turned(client().start))
    (delta,), (expected,) = (
        e.train([c]) for e, c in ((OneByOne(TwoLayers().build(6, 3), "cpu"), one), (Stack(StackedMlp((6, 5, 3))), same))
    )
    assert isinstance(delta, np.ndarray)
    np.testing.assert_allclose(turned(delta), expected, rtol=0, atol=1e-6)


def test_it_scores_as_they_do() -> None:
    one, rows = client(), np.arange(40)
    (found,) = OneByOne(TwoLayers().build(6, 3), "cpu").score([Trial(one.start, CLOUD, rows)])
    (expected,) = Stack(StackedMlp((6, 5, 3))).score([Trial(turned(one.start), CLOUD, rows)])
    assert (found.correct, found.rows) == (expected.correct, 40)
    assert abs(found.loss - expected.loss) <= 1


def test_it_repeats_itself_whatever_came_before() -> None:
    engine, one = OneByOne(TwoLayers().build(6, 3), "cpu"), client()
    before = one.start.copy()
    (first,), (_, second) = engine.train([one]), engine.train([client(3), one])
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(one.start, before)


def test_divergence_is_told_at_its_step() -> None:
    one, engine = client(), OneByOne(TwoLayers().build(6, 3), "cpu")
    lost = replace(one, start=np.full_like(one.start, np.nan))
    wild = replace(one, job=replace(one.job, rate=1e38))
    results = engine.train([lost, wild, one])
    assert results[0] == Diverged(0)
    assert isinstance(results[1], Diverged) and 1 <= results[1].step <= 12
    assert isinstance(results[2], np.ndarray)


def test_a_candidate_that_is_not_finite_is_worst() -> None:
    bad = np.full_like(client().start, np.inf)
    scored = OneByOne(TwoLayers().build(6, 3), "cpu").score([Trial(bad, CLOUD, np.arange(7))])
    assert scored == [Score(0, 7, 10**9)]


def test_fresh_parameters_depend_on_the_seed_alone_and_constants_are_kept() -> None:
    """LayerNorm's ones and zeros and the own vector are what the class says; the random matrix is drawn from the seed."""
    one, other = (WrappedModule(4, 2, Scaled(4, 2), Scaled(4, 2)) for _ in range(2))
    np.testing.assert_array_equal(one.begin(3), other.begin(3))
    assert (one.begin(3) != one.begin(4)).sum() == 8
    tilt, norm, bias = one.begin(3)[:2], one.begin(3)[2:10], one.begin(3)[-2:]
    assert tilt.tolist() == [0.5, 0.25]
    assert norm.tolist() == [1, 1, 1, 1, 0, 0, 0, 0]
    assert bias.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (nn.Dropout(0.1), "Sequential has a Dropout, which draws from torch's global stream"),
        (nn.BatchNorm1d(3), "Sequential has a BatchNorm1d with statistics outside its parameters"),
        (nn.Linear(3, 2), r"Sequential makes logits of shape \(2, 2\) from two rows; allowed: \(2, 3\)"),
    ],
)
def test_what_no_job_could_repeat_is_refused(part: nn.Module, reason: str) -> None:
    module = nn.Sequential(nn.Linear(6, 3), part)
    with pytest.raises(ValueError, match=reason):
        WrappedModule(6, 3, module, module)


def test_a_configured_module_trains_in_a_lab() -> None:
    lab = TorchPlan(TwoLayers()).open({"main": (6, 3)})
    job = Training("main", lab.begin("main", 0), lab.learn(CLOUD), range(90), steps=40)
    ticket = lab.submit(job)
    ticket.unseal()
    update = ticket.open()
    assert isinstance(update, np.ndarray)
    before, after = (
        lab.probe("main", key, CLOUD, ["loss"])["loss"] for key in (job.start, lab.keep(lab.vector(job.start) + update))
    )
    assert after < before
