"""A market stall without players: two rounds have made two models, one is certified, and everything is said by hand.

Money is counted in single base units and messages cost nothing. A request costs 20, and of the fees 500 parts per thousand
go to contributors, 100 to the developer, 200 to holders and 200 to the treasury.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import simpy

from mechanisms.aggregation.mean import Mean
from mechanisms.contracts.audit import Audit
from mechanisms.contracts.certificates import Certificate
from mechanisms.contracts.dividend import Dividend
from mechanisms.contracts.emission import Emission
from mechanisms.contracts.exchange import Exchange
from mechanisms.contracts.fee_split import FeeSplit
from mechanisms.contracts.model_market import ModelMarket
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.training_round import TrainingRound
from mechanisms.contracts.treasury import Treasury
from mechanisms.exchange.fixed_rate import FixedRate
from mechanisms.pricing.posted import Posted
from mechanisms.staking.bonded import Bonded
from mechanisms.supply.fixed import Fixed
from sim.chain.assets import Asset
from sim.chain.chain import Chain
from sim.chain.host import TaskBrief
from sim.chain.profile import ChainProfile
from sim.durations import HOUR
from sim.messages.message import Message, Receipt
from sim.messages.model_market import Deploy
from sim.messages.registry import Join
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.store import Store
from sim.world.perceived import Outcomes

ASSETS = (Asset("token", minter="emission"), Asset("usd", minter="bridge"))
SPLIT = FeeSplit(contributors=500, developers=100, holders=200, treasury=200)
NEVER = RoundSchedule(period=10**9, first=10**8)


class Stall:
    """Dev sells `first`, certified at .9 by aud, who has 100 at stake; uma has a million dollars. Round 0 made `first` and
    paid ann 3 and bob 1; round 1 made `second` out of it and paid cid 4. In the pool a dollar buys two tokens."""

    def __init__(
        self,
        reserves: Mapping[str, int] | None = None,
        exchange: Any = None,
        payday: float = 24 * HOUR,
        supply: Any = None,
        **terms: Any,
    ) -> None:
        self.env, self.recorder, self.shelf = simpy.Environment(), Recorder(), Store()
        self.market = ModelMarket(**{"fees": SPLIT, "reported": 10**6, "enough": 10, **terms})
        self.audit, self.rounds = Audit(), TrainingRound(schedule=NEVER, model_market="model_market")
        contracts = {
            "registry": Registry(slashers=("audit",)),
            "treasury": Treasury(),
            "training_round": self.rounds,
            "audit": self.audit,
            "exchange": Exchange(endowment=reserves or {}),
            "dividend": Dividend(period=payday),
            "emission": Emission(),
            "model_market": self.market,
        }
        profile = ChainProfile(base_fee=0, assets=ASSETS)
        self.chain = Chain(self.env, profile, Streams(0), self.recorder, contracts, self.shelf, lambda f, n: None)  # type: ignore[arg-type, return-value]
        start, self.first, self.second, self.own = (self.shelf.keep(np.full(2, n, np.float32)) for n in range(4))
        self.chain.tasks = {"main": TaskBrief("m", start)}
        law: dict[str, dict[str, Any]] = {
            "registry": {"staking": Bonded(bond=100)},
            "training_round": {"aggregation": Mean()},
            "exchange": {"exchange": exchange or FixedRate({"token": 1, "usd": 2})},
            "model_market": {"pricing": Posted(20)},
            "emission": {"supply": supply or Fixed()},
        }
        held = {"uma": {"usd": 10**6}, "aud": {"token": 100}, "exchange": reserves or {}}
        self.chain.genesis(held, law)
        book = self.rounds.book
        for number, model, paid in ((0, self.first, (("ann", 3), ("bob", 1))), (1, self.second, (("cid", 4),))):
            book.improve(number, model, (), [who for who, _ in paid])
            book.credit(number, paid)
        self.audit.book.valid[1] = Certificate("dev", self.first, 900_000, (("aud", 900_000),))
        self.says("aud", Join("auditor", 100))
        self.says("dev", Deploy(self.first, 1))

    def says(self, sender: str, message: Message) -> str:
        """Say something now; why it was refused, or "" if it took effect."""
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        receipt: Receipt = sent.value
        return receipt.reason

    def tested(self) -> Stall:
        """After users have found nine of ten answers of the certified model right: what renewing it has to wait for."""
        self.market.book.found[1] = Outcomes(9, 10, self.env.now)
        return self

    def settled(self, hour: int) -> Stall:
        """After the settlement of this hour, counted from 1."""
        self.env.run(until=hour * HOUR + 60)
        return self

    def held(self, *accounts: str, asset: str = "token") -> list[int]:
        return [self.chain.ledger.balance(account, asset) for account in accounts]

    def facts(self, kind: str) -> list[dict[str, Any]]:
        rows = self.recorder.tables()["facts"].to_pylist()
        return [json.loads(row["body"]) for row in rows if row["kind"] == kind]
