"""The tracer with a market: a developer, three auditors, and users, on the stub lab."""

from __future__ import annotations

from typing import Any

from agents.behaviours.auditor.honest import Honest as Auditor
from agents.behaviours.developer.honest import Honest as Developer
from agents.behaviours.user.honest import Honest as User
from mechanisms.contracts.audit import Audit
from mechanisms.contracts.bridge import Bridge
from mechanisms.contracts.model_market import ModelMarket
from mechanisms.contracts.registry import Registry
from mechanisms.pricing.posted import Posted
from sim.blueprint import Blueprint
from sim.chain.assets import Asset
from sim.chain.profile import ChainProfile
from sim.money import TOKEN
from sim.world.demand import Demand
from tests.golden.tracer import group, tracer

CENTS = TOKEN // 100
DEMAND = Demand(requests=24_000.0, people=50, swing=0.0, growth=0.0, chance=0.0, reference=0.5)
"""A thousand requests an hour; the stub's model gives half of its answers right after four rounds, and that is v = 1."""


def market(
    hours: float = 6,
    developer: Any = None,
    auditor: Any = None,
    user: Any = None,
    sells: dict[str, Any] | None = None,
    audits: dict[str, Any] | None = None,
    believes: tuple[str, ...] = ("world",),
    **groups: Any,
) -> Blueprint:
    """A round every hour, a version after each, two cents a request."""
    registry = Registry(slashers=("training_round", "audit"))
    return tracer(
        hours=hours,
        chain=ChainProfile(assets=(Asset("token", minter="emission"), Asset("usd", minter="bridge"))),
        contracts={
            "registry": registry,
            "bridge": Bridge(believes=believes),
            "audit": Audit(fee=3 * TOKEN, within=300.0, **(audits or {})),
            "model_market": ModelMarket(**(sells or {})),
        },
        rules={"pricing": Posted(2 * CENTS)},
        **{
            "developers": group("developer", developer or Developer(every=1)),
            "auditors": group("auditor", auditor or Auditor(), count=3),
            "world": group("user", user or User(DEMAND), tokens=1000, stake=0),
            **groups,
        },
    )
