"""The tracer with a pool and a bridge: members who pay bills in dollars, where a dollar is a token.

Four rounds a day, and all that they pay is the trainers'. Messages and hardware cost nothing, and the pool gives a dollar
for a token, however many are sold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mechanisms.contracts.bridge import Bridge
from mechanisms.contracts.exchange import Exchange
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.shares import Shares
from mechanisms.contracts.treasury import Treasury
from mechanisms.exchange.fixed_rate import FixedRate
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.verification.unchecked import Unchecked
from sim.blueprint import Blueprint
from sim.chain.assets import Asset
from sim.chain.profile import ChainProfile
from sim.cluster.gpu import Gpu
from sim.durations import HOUR
from sim.money import TOKEN
from sim.world.price import ConstantPrice
from tests.factory.conftest import Played
from tests.golden.tracer import CARD, MACHINE, tracer, training_round

QUARTER = RoundSchedule(period=6 * HOUR, first=120, training=1200, revealing=120, scoring=120, checking=600)
FREE = replace(CARD, dollars_per_hour=0.0)
DEEP = 10**6 * TOKEN


def economy(
    days: float,
    pot: int,
    card: Gpu = FREE,
    rules: dict[str, Any] | None = None,
    contracts: dict[str, Any] | None = None,
    **groups: Any,
) -> Blueprint:
    """A factory whose rounds pay its trainers `pot` tokens a day, alike, and have room for forty of them."""
    shares = Shares(trainers=1000, validators=0, providers=0, compute=0)
    rounds = training_round(schedule=QUARTER, budget=pot * TOKEN // 4, check_fee=0, seats=40, shares=shares, steps=1)
    exchange = FixedRate({"token": 1, "usd": 1})
    made = tracer(
        hours=24 * days,
        rounds=rounds,
        rules={"verification": Unchecked(), "reward": EqualSplit(), "exchange": exchange, **(rules or {})},
        chain=ChainProfile(base_fee=0, assets=(Asset("token", minter="emission"), Asset("usd", minter="bridge"))),
        machine=replace(MACHINE, gpu=card),
        contracts={
            "treasury": Treasury(endowment=DEEP),
            "bridge": Bridge(),
            "exchange": Exchange(endowment={"token": DEEP, "usd": DEEP}),
            **(contracts or {}),
        },
        **{"cheats": None, **groups},
    )
    return replace(made, price=ConstantPrice(1.0))


def inside(played: Played, role: str = "trainer") -> int:
    """How many take part at the end."""
    members = played.factory.chain.contracts["registry"].published()["members"].values()
    return sum(member.role == role and member.left is None for member in members)
