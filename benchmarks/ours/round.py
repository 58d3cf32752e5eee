"""The whole round of a factory: seats given, jobs scheduled, trained, committed to, revealed, averaged, settled and paid.

Nobody scores or checks updates here, as nobody does in what it is compared with; with the argument `scored` three
validators score every update and one in four is trained again by somebody else, on jobs as the contract makes them.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from agents.behaviours.compute.honest import Honest as HonestOwner
from agents.behaviours.provider.honest import Honest as HonestProvider
from agents.behaviours.trainer.honest import Honest as HonestTrainer
from agents.behaviours.validator.honest import Honest as HonestValidator
from agents.population import Group
from benchmarks.ours.models import MODELS
from benchmarks.peers.protocol import Line
from benchmarks.peers.workload import Workload
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.running.run import opened
from mechanisms.contracts.training_round import TrainingRound
from sim.durations import DAY
from sim.factory import Factory
from sim.jobs import Training
from sim.lab import Examples, Lab
from sim.messages.training_round import Assigned
from sim.training.corpus import Split, Static
from sim.training.lab import TorchLab
from sim.training.plan import cores
from sim.view import View
from sim.world.data import DataWorld

STAKE, TOKENS = 10**13, 10**15


@dataclass(frozen=True)
class Given:
    """The workload's data, as a task."""

    workload: Workload

    def build(self, rng: np.random.Generator) -> Static:
        held = self.workload
        test = Examples(held.inputs, held.labels)
        return Static(Split(Examples(held.inputs[held.owned], held.labels[held.owned]), test, test), 10)


@dataclass(frozen=True)
class Slices:
    """The workload's clients, as a partition."""

    workload: Workload

    def split(
        self, labels: NDArray[np.int64], sources: NDArray[np.int64] | None, shards: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        return np.split(np.arange(len(labels)), self.workload.edges[1:-1])


@dataclass
class Started(TorchLab):
    """A lab whose models begin where the workload does."""

    start: NDArray[np.float32] | None = None

    def begin(self, model: str, seed: int) -> str:
        assert self.start is not None
        return self.keep(self.start)


@dataclass(frozen=True)
class Plan:
    """That lab, configured."""

    workload: Workload

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        zoo = {task: MODELS[self.workload.model].build(*size) for task, size in sizes.items()}
        return Started(zoo, threads=cores(), start=self.workload.start)


@dataclass(frozen=True)
class OneEpoch(HonestTrainer):
    """Trains one epoch of its shard in the workload's order, where the contract would have as many steps of everybody."""

    def plan(self, view: View, task: Assigned) -> Training | None:
        return replace(task.job, steps=len(task.job.rows) // task.job.batch, seed=0)


def factory(workload: Workload, scored: bool) -> Factory:
    """A factory in which every client is a trainer with a seat in every round, and every shard a data set on offer."""
    rules = ["reward=equal_split", "aggregation=mean", *([] if scored else ["verification=none"])]
    made = blueprint(composed(["scenario=digits", *rules]))
    contract = made.contracts["training_round"]
    assert isinstance(contract, TrainingRound)
    rounds = replace(
        contract,
        seats=workload.clients,
        steps=3,
        batch=workload.batch,
        rate=workload.rate,
        momentum=0.0,
    )
    machines = ("h100_server",) * (workload.clients // 8 + 1)
    population = {
        "trainers": Group("trainer", HonestTrainer() if scored else OneEpoch(), workload.clients, TOKENS, STAKE),
        "providers": Group("provider", HonestProvider(), 2, TOKENS, STAKE),
        "owners": Group("compute", HonestOwner(), 2, TOKENS, STAKE, machines=machines),
    }
    if scored:
        population["validators"] = Group("validator", HonestValidator(), 3, TOKENS, STAKE)
    schedule = rounds.schedule
    return opened(
        replace(
            made,
            horizon_days=(schedule.first + schedule.period * workload.rounds) / DAY,
            data=DataWorld(Given(workload), Slices(workload), workload.clients),
            lab=Plan(workload),
            contracts={**made.contracts, "training_round": rounds},
            population=population,
        )
    )


def turns(line: Line, made: Factory, workload: Workload) -> Generator[simpy.Event, Any, None]:
    """Waits for a turn a second before each round, and ends it a second before the next."""
    contract = made.chain.contracts["training_round"]
    assert isinstance(contract, TrainingRound)
    schedule = contract.schedule
    yield made.env.timeout(schedule.first - 1)
    for _ in range(workload.rounds):
        line.turn()
        yield made.env.timeout(schedule.period - 2)
        line.done(workload.clients)
        yield made.env.timeout(2)


def main() -> None:
    scored = "scored" in sys.argv[1:]
    line = Line()
    for workload in line.workloads():
        made = factory(workload, scored)
        made.env.process(turns(line, made, workload))
        made.run()
        accepted = made.recorder.tables()["rounds"]["accepted"].to_pylist()
        if accepted != [workload.clients] * workload.rounds:
            raise RuntimeError(f"updates accepted: {accepted}; expected: {workload.clients} in each round")
        contract = made.chain.contracts["training_round"]
        assert isinstance(contract, TrainingRound)
        line.result(made.lab.vector(contract.book.models["current"]))


if __name__ == "__main__":
    main()
