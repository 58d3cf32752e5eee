"""Every file of configs/cluster builds what its folder says, and the reference figures are the published ones."""

from collections.abc import Mapping

import pytest

from experiments.building.build import Builder
from experiments.composing.catalogue import Catalogue
from sim.cluster.checkpoint import Checkpoint
from sim.cluster.gpu import Gpu
from sim.cluster.node import Machine
from sim.cluster.profile import Profile
from sim.cluster.schedulers.fifo import Fifo
from sim.cluster.schedulers.priority import Priority
from sim.cluster.stands_for import StandsFor

CATALOGUE = Catalogue()
CARDS = ["a100", "b200", "edge", "h100", "h200", "l40s", "mi300x", "rtx4090", "t4", "v100"]
MACHINES = ["edge_device", "h100_server", "home_pc"]


def _built(group: str, name: str, kind: type) -> object:
    config: Mapping[str, object] = CATALOGUE.named(group, name, group)
    if kind is Machine:
        config = {**config, "gpu": CATALOGUE.named("cluster/gpus", config["gpu"], "gpu")}
    return Builder().build(config, kind, group)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_bears_the_name_of_its_file(name):
    assert _built("cluster/gpus", name, Gpu).name == name


def test_there_are_no_other_cards_and_machines():
    assert CATALOGUE.names("cluster/gpus") == CARDS
    assert CATALOGUE.names("cluster/machines") == MACHINES


@pytest.mark.parametrize(
    ("name", "gpu", "count", "mean_up"),
    [
        ("edge_device", "edge", 1, [7200.0]),
        ("h100_server", "h100", 8, [2.28e7]),
        ("home_pc", "rtx4090", 1, [2.592e6, 36000.0]),
    ],
)
def test_machines_are_made_of_cards_of_the_catalogue(name, gpu, count, mean_up):
    machine = _built("cluster/machines", name, Machine)
    assert (machine.gpu.name, machine.count) == (gpu, count)
    assert [outages.mean_up for outages in (machine.failures, machine.churn) if outages] == mean_up


@pytest.mark.parametrize(
    ("name", "scheduler"),
    [("fifo", Fifo()), ("ideal", Fifo()), ("priority", Priority(preempts=True, backfill=True))],
)
def test_profiles(name, scheduler):
    profile = _built("cluster", name, Profile)
    assert profile.scheduler == scheduler
    assert profile.checkpoint == (Checkpoint(0, 0) if name == "ideal" else Checkpoint(30, 30))


def test_a_round_of_the_billion_is_an_hour_of_the_reference_card():
    demand = _built("cluster/stands_for", "billion", StandsFor).training(1, 1)
    card = _built("cluster/gpus", "h100", Gpu)
    assert demand.flops / (card.teraflops * 1e12 * demand.utilisation) == pytest.approx(3636.36, abs=0.01)


def test_the_preset_is_what_the_class_defaults_to():
    assert _built("cluster/stands_for", "billion", StandsFor) == StandsFor()
