"""Everybody who buys, at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.behaviours.user import honest
from sim.world.demand import Demand


@dataclass(frozen=True)
class Honest(honest.Honest):
    """A thousand honest users under one account, settled once an hour: the demand of as many users apart."""

    demand: Demand = field(default_factory=Demand)
