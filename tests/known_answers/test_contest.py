"""A contest for a prize that is divided by what each removes, through the contract: Tullock, Efficient rent seeking, 1980.

Of n equals each spends x* = (n - 1) / n^2 of the prize V and is left with V / n^2; together they spend (n - 1) / n of it.
One unit of effort removes 1e-6 nats here, and one base unit is what it costs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import simpy

from mechanisms.consensus.stake_weighted_median import StakeWeightedMedian
from mechanisms.contracts.bounty import Bounty
from mechanisms.contracts.registry import Registry
from mechanisms.reward.loss_improvement import LossImprovement
from mechanisms.reward.winner_takes_all import WinnerTakesAll
from mechanisms.selection.uniform import Uniform
from mechanisms.staking.bonded import Bonded
from sim.chain.chain import Chain
from sim.chain.host import TaskBrief
from sim.chain.profile import ChainProfile
from sim.chain.sealed import commitment
from sim.jobs import Score
from sim.messages.bounty import Enter, PostBounty, Show
from sim.messages.host import Delivery
from sim.messages.message import Message, Receipt
from sim.messages.registry import Join
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.stub import StubLab

PRIZE = 900_000
BASE = 5_000_000


class Arena:
    """Some developers, one evaluator who tells the truth about their efforts, and Eve, who pays."""

    def __init__(self, reward: Any, *efforts: int) -> None:
        self.env, self.lab = simpy.Environment(), StubLab()
        contracts = {"bounty": Bounty(cut=0, evaluators=1), "registry": Registry()}
        profile = ChainProfile(base_fee=0)
        self.chain = Chain(self.env, profile, Streams(0), Recorder(), contracts, self.lab, lambda f, n: None)  # type: ignore[arg-type, return-value]
        self.chain.tasks = {"main": TaskBrief("m", self.lab.keep(np.zeros(2, np.float32)))}
        developers = [f"dev{place}" for place in range(len(efforts))]
        asked = {"selection": Uniform(), "consensus": StakeWeightedMedian(), "reward": reward}
        held = {who: {"token": 1} for who in (*developers, "val")} | {"eve": {"token": PRIZE}}
        self.chain.genesis(held, {"registry": {"staking": Bonded(bond=1)}, "bounty": asked})
        for who in developers:
            self.says(who, Join("developer", 1))
        self.says("val", Join("validator", 1))
        self.says("eve", PostBounty(PRIZE, 1, 3600.0))
        models = {who: self.lab.keep(np.full(2, place + 1, np.float32)) for place, who in enumerate(developers)}
        for who, model in models.items():
            self.says(who, Enter(1, commitment(who, 1, "salt", model)))
        self.env.run(until=3600.0)
        for who, model in models.items():
            self.says(who, Show(1, model, "salt"))
        self.env.run(until=4600.0)
        scores = tuple(Score(0, 1, BASE - effort) for effort in (0, *efforts))
        self.says("val", Delivery("bounty/1", scores))
        self.env.run(until=4700.0)
        self.profits = [self.chain.ledger.balance(who) - spent for who, spent in zip(developers, efforts, strict=True)]

    def says(self, sender: str, message: Message) -> None:
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        receipt: Receipt = sent.value  # type: ignore[assignment]
        assert receipt.accepted, receipt.reason


@pytest.mark.parametrize(
    ("n", "effort", "profit"), [(2, 225_000, 225_000), (3, 200_000, 100_000), (5, 144_000, 36_000)]
)
def test_in_equilibrium_each_is_left_with_a_part_in_n_squared(n: int, effort: int, profit: int) -> None:
    """900,000 / 4, 2/9 of 900,000, 4/25 of 900,000."""
    assert Arena(LossImprovement(), *[effort] * n).profits == [profit] * n


@pytest.mark.parametrize("other", [100_000, 150_000, 190_000, 210_000, 250_000, 300_000])
def test_among_three_nobody_gains_by_another_effort(other: int) -> None:
    """x / (x + 400,000) of the prize less x is greatest at x = 200,000."""
    assert Arena(LossImprovement(), other, 200_000, 200_000).profits[0] < 100_000


def test_with_unequal_costs_the_stronger_spends_twice_as_much() -> None:
    """Costs 1 and 2 a unit: efforts 2/9 and 1/9 of the prize. The stronger gets 600,000 for 200,000, the weaker 300,000 for
    100,000 units at two each."""
    strong, weak = Arena(LossImprovement(), 200_000, 100_000).profits
    assert (strong, weak - 100_000) == (400_000, 100_000)
    for other in (90_000, 110_000):
        assert Arena(LossImprovement(), 200_000, other).profits[1] - other < 100_000


def test_where_the_winner_takes_all_a_hair_decides() -> None:
    assert Arena(WinnerTakesAll(), 200_000, 200_001).profits == [-200_000, 699_999]
    assert Arena(WinnerTakesAll(), 7, 7).profits == [PRIZE - 7, -7]
