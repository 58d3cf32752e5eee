"""What is compared is the same work: a small comparison with the plain loop, on every path of ours."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import torch

from benchmarks.match import play
from benchmarks.ours.models import MODELS
from benchmarks.peers.network import flat, load, network
from benchmarks.sharding import workload
from benchmarks.training import commands, running
from sim.training.engines.stack import Stack


def test_the_lab_and_the_round_end_where_the_plain_loop_does() -> None:
    wanted = {name: commands(2)[name] for name in ("plain", "lab", "round")}
    with running(wanted) as contenders:
        match = play(contenders, workload("mlp", 2, "log_normal", rounds=3))
    assert match.lost == {}
    assert {name: len(rounds) for name, rounds in match.rounds.items()} == {"plain": 2, "lab": 2, "round": 2}
    start = workload("mlp", 2, "log_normal", rounds=3).start
    assert np.abs(match.parameters["plain"] - start).max() > 0.01  # they have all gone somewhere
    assert match.apart("lab", "plain") < 1e-6
    assert match.apart("round", "plain") < 1e-6


def test_a_contender_that_breaks_is_lost_with_its_last_line_and_the_others_go_on() -> None:
    broken = (sys.executable, "-c", "raise SystemExit('no such library')")
    with running({"broken": broken, "plain": commands(2)["plain"]}) as contenders:
        match = play(contenders, workload("logistic", 2, "equal", rounds=2))
    assert match.lost == {"broken": "no such library"}
    assert list(match.rounds) == ["plain"]


@pytest.mark.parametrize(("model", "parameters"), [("mlp", 4_810), ("logistic", 650), ("cnn", 20_490)])
def test_the_network_of_the_others_is_our_model(model: str, parameters: int) -> None:
    given = workload(model, 2, "equal", rounds=1)
    module = network(given)
    assert sum(p.numel() for p in module.parameters()) == parameters
    shuffled = np.random.default_rng(0).permutation(given.start)
    load(module, shuffled)
    assert (flat(module) == shuffled).all()
    ours = MODELS[model].build(given.inputs.shape[1], 10)
    theirs = module(torch.from_numpy(given.inputs)).detach().numpy()
    assert np.allclose(Stack(ours).logits(shuffled, given.inputs), theirs, rtol=1e-4, atol=1e-5)


def test_log_normal_shards_are_whole_batches_of_32_to_128_rows() -> None:
    sizes = workload("logistic", 1_000, "log_normal", rounds=1).sizes
    assert set(sizes.tolist()) == {32, 64, 96, 128}
    assert 75 < sizes.mean() < 90
