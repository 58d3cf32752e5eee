"""A chain with rounds of training on it and no players: every message is said by hand, at its second.

Money is counted in single base units, messages cost nothing. A round asks for 1000, of which 600 are the trainers', 200 the
validators', 100 the providers' and 100 the compute owners'. The first starts at 120 s, the next 3600 s later; commitments
are taken for 1200 s, updates for 120 s, reports for 120 s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from mechanisms.aggregation.mean import Mean
from mechanisms.consensus.stake_weighted_median import StakeWeightedMedian
from mechanisms.contracts.data_market import DataMarket
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.training_round import TrainingRound
from mechanisms.contracts.treasury import Treasury
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.staking.bonded import Bonded
from mechanisms.verification.unchecked import Unchecked
from sim.chain.chain import Chain
from sim.chain.contract import Contract
from sim.chain.host import TaskBrief
from sim.chain.profile import ChainProfile
from sim.chain.sealed import commitment
from sim.effects.judgement import Assign
from sim.merkle import leaf
from sim.messages.message import Message, Receipt
from sim.messages.registry import Join
from sim.messages.training_round import Commit, Offer, Report, Reveal
from sim.recorder import Recorder
from sim.seams.pricing import Pricing
from sim.seams.rule import Ruling
from sim.seams.selection import Selection, SelectionView
from sim.streams import Streams
from sim.training.store import Store

MEMBERS = {
    "ann": "trainer",
    "bob": "trainer",
    "pat": "provider",
    "val": "validator",
    "cal": "compute",
    "dan": "compute",
}


@dataclass(frozen=True)
class Everybody(Selection):
    """Seats all candidates, each at its own price."""

    prices: Mapping[str, int] = field(default_factory=dict)

    def decide(self, view: SelectionView, state: Any) -> Ruling:
        return [Assign(who, view.task, self.prices.get(who, 0)) for who in view.candidates], state


class Shelf(Store):
    """Keeps vectors, and knows of three data sets by names that can be read."""

    def rows(self, data: str) -> int:
        return {"data": 10, "more": 20, "fresh": 9}[data]

    def leaves(self, data: str) -> tuple[str, ...]:
        """Row 0 of data is the bytes "data 0"."""
        return tuple(leaf(f"{data} {row}".encode()) for row in range(self.rows(data)))


class Workshop:
    """Six members with 100 at stake and nothing else, and one data set of Pat's. Eve, a stranger, has 100, the treasury
    10,000."""

    def __init__(
        self,
        rules: Mapping[str, Any] | None = None,
        registry: Registry | None = None,
        market: DataMarket | None = None,
        pricing: Pricing | None = None,
        others: Mapping[str, Contract] | None = None,
        **terms: Any,
    ) -> None:
        self.env, self.recorder, self.shelf = simpy.Environment(), Recorder(), Shelf()
        schedule = RoundSchedule(period=3600, first=120, training=1200, revealing=120, scoring=120, checking=600)
        self.rounds = TrainingRound(**{"schedule": schedule, "budget": 1000, **terms})
        self.registry = registry or Registry()
        others = {**(others or {}), **({"data_market": market} if market else {})}
        contracts = {"registry": self.registry, "treasury": Treasury(), "training_round": self.rounds, **others}
        profile = ChainProfile(base_fee=0)
        self.chain = Chain(self.env, profile, Streams(0), self.recorder, contracts, self.shelf, lambda f, n: None)  # type: ignore[arg-type, return-value]
        self.chain.tasks = {"main": TaskBrief("m", self.shelf.keep(np.zeros(2, np.float32)))}
        self.served: list[tuple[float, str, int]] = []
        """GPU-milliseconds: when they ended, whose they were, how many."""
        self.chain.meter = self._metered
        asked = {
            "selection": Everybody(),
            "verification": Unchecked(),
            "consensus": StakeWeightedMedian(),
            "aggregation": Mean(weights="equal"),
            "reward": EqualSplit(),
            **(rules or {}),
        }
        staking = {"staking": Bonded(bond=100)}
        held = {account: {"token": 100} for account in (*MEMBERS, "eve")} | {"treasury": {"token": 10_000}}
        law = {
            "registry": staking,
            "training_round": asked,
            **({"data_market": {"pricing": pricing}} if market else {}),
        }
        self.chain.genesis(held, law)
        for account, role in MEMBERS.items():
            self.says(account, Join(role, 100))
        if not self.rounds.data_market:
            self.says("pat", Offer("data", 10))

    def says(self, sender: str, message: Message, at: float | None = None) -> str:
        """Say something, at this second or now; why it was refused, or "" if it took effect."""
        if at is not None:
            self.until(at)
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        receipt: Receipt = sent.value
        return receipt.reason

    def until(self, second: float) -> None:
        if second > self.env.now:
            self.env.run(until=second)

    def vector(self, *numbers: float) -> str:
        """The key of a vector that somebody has published."""
        return self.shelf.keep(np.array(numbers, np.float32))

    def commits(self, account: str, number: int, *update: float, at: float | None = None) -> str:
        return self.says(account, Commit(number, commitment(account, number, "salt", self.vector(*update))), at)

    def reveals(self, account: str, number: int, *update: float, at: float | None = None) -> str:
        return self.says(account, Reveal(number, self.vector(*update), "salt"), at)

    def works(self, number: int, **updates: float) -> None:
        """A round in which these hand in an update of which this is the first number, and val scores each 7."""
        start = 120 + 3600 * number
        self.until(start + 12)
        for account, update in updates.items():
            assert self.commits(account, number, update, 1) == ""
        self.until(start + 1200)
        for account, update in updates.items():
            assert self.reveals(account, number, update, 1) == ""
        scores = tuple((account, 7) for account in sorted(updates))
        assert self.says("val", Report(number, scores), at=start + 1320) == ""
        self.until(start + 1500)

    def facts(self, kind: str) -> list[dict[str, Any]]:
        rows = self.recorder.tables()["facts"].to_pylist()
        return [json.loads(row["body"]) for row in rows if row["kind"] == kind]

    def wallets(self, *accounts: str) -> list[int]:
        """What each holds, in base units; what it has at stake is not in it."""
        return [self.chain.ledger.balance(account) for account in accounts]

    @property
    def pot(self) -> int:
        return self.chain.ledger.balance("training_round/pot")

    def _metered(self, since: float, until: float) -> dict[str, int]:
        served: dict[str, int] = {}
        for ended, owner, span in self.served:
            if since <= ended < until:
                served[owner] = served.get(owner, 0) + span
        return served
