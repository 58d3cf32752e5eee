"""Small worlds to measure in: the chain of `digits`, a stub lab, and as many agents as wanted."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from time import process_time

from agents.behaviours.compute.honest import Honest as HonestOwner
from agents.behaviours.provider.honest import Honest as HonestProvider
from agents.behaviours.trainer.honest import Honest as HonestTrainer
from agents.behaviours.validator.honest import Honest as HonestValidator
from agents.population import Group
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.running.run import opened
from experiments.running.timed_lab import TimedPlan
from mechanisms.contracts.transfers import Transfers
from sim.blueprint import Blueprint
from sim.factory import Factory

STAKE = 10**13
TOKENS = 10**14
"""Base units: enough for any number of fees, and for ten thousand accounts below what an asset may have."""


@cache
def digits() -> Blueprint:
    """`digits` on the stub lab."""
    return blueprint(composed(["scenario=digits", "lab=stub"]))


def idle(agents: int = 0) -> Factory:
    """A factory of trainers that nobody ever gives anything to do: its only contract carries payments."""
    trainers = Group("trainer", HonestTrainer(), agents, tokens=TOKENS)
    return opened(replace(digits(), population={"agents": trainers}, contracts={"transfers": Transfers()}))


def busy(trainers: int, days: float) -> tuple[Factory, TimedPlan]:
    """A factory in which every trainer has a seat in every round, and its lab under a stopwatch for time of a core."""
    contracts = dict(digits().contracts)
    contracts["training_round"] = replace(contracts["training_round"], seats=trainers)  # type: ignore[type-var]
    machines = ("h100_server",) * (trainers // 8 + 1)
    population = {
        "trainers": Group("trainer", HonestTrainer(), trainers, TOKENS, STAKE),
        "validators": Group("validator", HonestValidator(), 3, TOKENS, STAKE),
        "providers": Group("provider", HonestProvider(), 2, TOKENS, STAKE),
        "owners": Group("compute", HonestOwner(), 2, TOKENS, STAKE, machines=machines),
    }
    plan = TimedPlan(digits().lab, process_time)
    return opened(replace(digits(), horizon_days=days, lab=plan, population=population, contracts=contracts)), plan
