"""A market for computing and nothing else: two owners of four cards each, and Ruth, who rents. Messages cost nothing.

A job of one hour on a card of 990 teraflops takes one hour.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.compute.honest import Honest
from agents.behaviours.compute.lessor import Lessor
from mechanisms.contracts.compute_market import ComputeMarket
from mechanisms.contracts.emission import Emission
from mechanisms.contracts.registry import Registry
from mechanisms.pricing.posted import Posted
from mechanisms.selection.reverse_auction import ReverseAuction
from sim.blueprint import Blueprint
from sim.chain.profile import ChainProfile
from sim.cluster.gpu import Gpu
from sim.cluster.link import Link
from sim.cluster.node import Machine
from sim.messages.compute_market import Leased, Rent
from sim.money import TOKEN
from sim.view import View
from tests.golden.tracer import group, tracer

CARD = Gpu("card", teraflops=990, memory_gb=80, bandwidth_tbps=1, watts=100, dollars_per_hour=2)
MACHINE = Machine(CARD, count=4, link=Link(latency=0, bandwidth=float("inf")))


@dataclass(frozen=True)
class Once(Behaviour):
    """Rents once, after `after` seconds, and runs so many hours on each card."""

    wanted: Rent = field(default=Rent(2, 3, 10 * TOKEN))
    hours: float = 2.0
    after: float = 60.0

    def needs(self, view: View) -> Rent | None:
        leases = view.chain.contract("compute_market")["leases"].values()
        asked = any(lease.renter == view.account for lease in leases)
        return None if asked or view.time < self.after else self.wanted

    def runs(self, view: View, leased: Leased, hours: float) -> float:
        return self.hours if hours >= self.wanted.hours else 0.0


def lessor(tokens: int) -> Lessor:
    return Lessor(inner=Honest(), price=tokens * TOKEN)


def computing(
    hours: float = 6, renter: Any = None, terms: dict[str, Any] | None = None, rules: Any = None, **groups: Any
) -> Blueprint:
    """Five tokens an hour at Cheap's, seven at Dear's; a bond of twenty a card, ten of which a missing one costs."""
    told = {"bond": 20 * TOKEN, "penalty": 10 * TOKEN, "opening": 6 * TOKEN, **(terms or {})}
    people = {
        "cheap": group("compute", lessor(5), machines=("server",)),
        "dear": group("compute", lessor(7), machines=("server",)),
        "ruth": group("renter", renter or Once(), tokens=1000, stake=0),
        **groups,
    }
    base = tracer(hours=hours, machine=MACHINE, chain=ChainProfile(base_fee=0))
    return replace(
        base,
        data=None,
        contracts={"registry": Registry(), "emission": Emission(), "compute_market": ComputeMarket(**told)},
        rules={**base.rules, "selection": ReverseAuction(within=60.0), "pricing": Posted(6 * TOKEN), **(rules or {})},
        population={name: members for name, members in people.items() if members is not None},
    )
