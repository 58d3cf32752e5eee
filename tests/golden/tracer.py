"""The smallest whole factory: six agents, one round, numbers that can be followed by hand.

Two honest trainers and one that flips signs, a validator, a data provider and a compute owner with four cards of one
teraflop. Training takes 120 s of a card, one candidate takes 4 s to score. Every update is checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from agents.behaviours.compute.honest import Honest as Owner
from agents.behaviours.provider.honest import Honest as Provider
from agents.behaviours.trainer.honest import Honest as Trainer
from agents.behaviours.trainer.sign_flip import SignFlip
from agents.behaviours.validator.honest import Honest as Validator
from agents.population import Group
from mechanisms.aggregation.mean import Mean
from mechanisms.consensus.stake_weighted_median import StakeWeightedMedian
from mechanisms.contracts.emission import Emission
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.training_round import TrainingRound
from mechanisms.contracts.transfers import Transfers
from mechanisms.contracts.treasury import Treasury
from mechanisms.reward.loss_improvement import LossImprovement
from mechanisms.selection.uniform import Uniform
from mechanisms.staking.bonded import Bonded
from mechanisms.supply.fixed import Fixed
from mechanisms.verification.spot_check import SpotCheck
from sim.blueprint import Blueprint
from sim.chain.profile import ChainProfile
from sim.cluster.checkpoint import Checkpoint
from sim.cluster.gpu import Gpu
from sim.cluster.link import Link
from sim.cluster.node import Machine
from sim.cluster.power import Power
from sim.cluster.profile import Profile
from sim.cluster.schedulers.fifo import Fifo
from sim.cluster.stands_for import StandsFor
from sim.cluster.stragglers import Stragglers
from sim.durations import DAY
from sim.lab import Examples
from sim.money import TOKEN
from sim.training.corpus import Split, Static
from sim.training.partitions.iid import Iid
from sim.training.plan import StubPlan
from sim.world.data import DataWorld
from sim.world.price import ConstantPrice

CARD = Gpu("card", teraflops=1, memory_gb=16, bandwidth_tbps=1, watts=100, dollars_per_hour=3.6)
MACHINE = Machine(CARD, count=4, link=Link(latency=0, bandwidth=float("inf")))
HONEST = MappingProxyType({"trainer": Trainer(), "validator": Validator(), "provider": Provider(), "compute": Owner()})


@dataclass(frozen=True)
class Ladder:
    """Forty rows whose eight inputs climb with the label, 0 or 1: whole numbers, so that nothing depends on rounding."""

    def build(self, rng: np.random.Generator) -> Static:
        row = np.arange(40)
        labels = row // 4 % 2
        inputs = ((2 * labels - 1)[:, None] * np.arange(1, 9) + row[:, None] % 5 - 2).astype(np.float32)

        def part(*quarters: int) -> Examples:
            chosen = np.isin(row % 4, quarters)
            return Examples(inputs[chosen], labels[chosen].astype(np.int64))

        return Static(Split(part(2, 3), part(0), part(1)), classes=2)


def group(role: str, behaviour: Any = None, count: int = 1, tokens: int = 1000, stake: int = 100, **rest: Any) -> Group:
    """A group whose money is told in whole tokens; honest when no behaviour is given."""
    return Group(role, behaviour or HONEST[role], count, tokens * TOKEN, stake * TOKEN, **rest)


def population(**changes: Group | None) -> dict[str, Group]:
    """The six, with groups added, replaced, or (None) removed."""
    everybody: dict[str, Group | None] = {
        "trainers": group("trainer", count=2),
        "cheats": group("trainer", SignFlip(inner=Trainer())),
        "validators": group("validator"),
        "providers": group("provider"),
        "owners": group("compute", machines=("server",)),
        **changes,
    }
    return {name: members for name, members in everybody.items() if members is not None}


def training_round(**changes: Any) -> TrainingRound:
    """A round every hour: 20 min to train and commit, 2 min each to reveal and to score, 10 min to check."""
    schedule = RoundSchedule(period=3600, first=120, training=1200, revealing=120, scoring=120, checking=600)
    return TrainingRound(
        **{"schedule": schedule, "budget": 100 * TOKEN, "check_fee": TOKEN, "seats": 3, "steps": 8, **changes}
    )


def tracer(
    seed: int = 0,
    hours: float = 1,
    shards: int = 2,
    rounds: TrainingRound | None = None,
    rules: dict[str, Any] | None = None,
    chain: ChainProfile | None = None,
    machine: Machine = MACHINE,
    stands_for: StandsFor | None = None,
    contracts: dict[str, Any] | None = None,
    cluster: Profile | None = None,
    **groups: Any,
) -> Blueprint:
    """The tracer, or a variation of it."""
    return Blueprint(
        seed=seed,
        horizon_days=hours * 3600 / DAY,
        data=DataWorld(Ladder(), Iid(), shards=shards, holdout_rows=6),
        lab=StubPlan(),
        chain=chain or ChainProfile(),
        cluster=cluster or Profile(Fifo(), Stragglers(), Checkpoint(0, 0, float("inf")), Power(0.1, 1.0, 1.2)),
        stands_for=stands_for or StandsFor(params=1e6, tokens_per_round=1e7, eval_tokens=1e6, utilisation=0.5),
        contracts={
            "registry": Registry(),
            "treasury": Treasury(endowment=10_000 * TOKEN),
            "emission": Emission(),
            "training_round": rounds or training_round(),
            "transfers": Transfers(),
            **(contracts or {}),
        },
        rules={
            "selection": Uniform(),
            "verification": SpotCheck(rate=1.0, tolerance=0.0),
            "consensus": StakeWeightedMedian(),
            "aggregation": Mean(weights="equal"),
            "reward": LossImprovement(),
            "staking": Bonded(),
            "supply": Fixed(),
            **(rules or {}),
        },
        population=population(**groups),
        price=ConstantPrice(),
        machines={"server": machine},
    )
