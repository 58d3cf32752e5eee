"""The opening balance sheet: what a factory lives on, before anything has happened.

By the day, in dollars, at the quality that counts as v = 1. The first line decides: what users pay less what the work costs.
Below zero no emission can mend it, since new tokens are worth at most what holders get.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.blueprint import Blueprint
from sim.money import TOKEN
from sim.world.demand import Demand, Offer

YEAR_DAYS = 365


@dataclass(frozen=True)
class Opening:
    """Dollars a day, unless stated otherwise."""

    fees: float
    """What users pay at v = 1."""
    hardware: float
    """Rented hardware of those who begin inside, as they expect it."""
    fixed: float
    workers: float
    """The part of the fees that goes to those who work: contributors, developers, and the pots that the treasury fills."""
    holders: float
    """The part that goes to those who hold the token."""
    emission: float
    """New tokens at the opening price."""
    capital: float
    """What the stakes of those who begin inside would earn elsewhere."""
    worth: float
    """Dollars: all tokens at the opening price."""

    @property
    def cost(self) -> float:
        return self.hardware + self.fixed

    @property
    def margin(self) -> float:
        """Fees less real cost."""
        return self.fees - self.cost

    @property
    def surplus(self) -> float:
        """What is left to those who work: fees less cost is the holders' cash and this, less the emission."""
        return self.workers + self.emission - self.cost

    def lines(self) -> list[tuple[str, float]]:
        """What to print, in order."""
        return [
            ("fees minus real cost", self.margin),
            ("fees at v = 1", self.fees),
            ("to those who work", self.workers),
            ("to holders", self.holders),
            ("emission", self.emission),
            ("hardware", -self.hardware),
            ("fixed cost", -self.fixed),
            ("surplus of those who work", self.surplus),
            ("return forgone on stakes", -self.capital),
        ]


def opening(blueprint: Blueprint) -> Opening | None:
    """The opening balance sheet of a factory whose members live on what users pay; None where nobody does."""
    market: Any = blueprint.contracts.get("model_market")
    groups: list[Any] = [group for _, group in sorted(blueprint.population.items())]
    trading = [group for group in groups if getattr(group, "business", None) is not None]
    demands = [(_demand(group.behaviour), group.count) for group in groups if group.role == "user"]
    if market is None or not trading or not demands:
        return None
    price = blueprint.price.at(0.0)
    inside = [(group, group.count if group.business.inside is None else group.business.inside) for group in trading]
    fees = sum(_fees(demand, count, market.opening / TOKEN) for demand, count in demands)
    to_holders = fees * market.fees.holders / 1000
    supply: Any = blueprint.rules.get("supply")
    return Opening(
        fees=fees,
        hardware=sum(count * group.business.hardware for group, count in inside),
        fixed=sum(count * group.business.fixed for group, count in inside),
        workers=fees - to_holders,
        holders=to_holders,
        emission=getattr(supply, "per_period", 0) / TOKEN * price,
        capital=sum(
            n * g.business.capital / YEAR_DAYS * g.stake / TOKEN * price for g, n in inside if g.role != "holder"
        ),
        worth=sum(_tokens(group) for group in groups) / TOKEN * price + _endowed(blueprint) / TOKEN * price,
    )


def _tokens(group: Any) -> int:
    """Base units of token that a group holds at genesis."""
    inside, outside = group.endowment().get("token", 0), group.endowment(inside=False).get("token", 0)
    return int((group.count - group.outside) * inside + group.outside * outside)


def _endowed(blueprint: Blueprint) -> int:
    """Base units of token that contracts hold at genesis."""
    held = [getattr(contract, "endowment", 0) for contract in blueprint.contracts.values()]
    return sum(given if isinstance(given, int) else given.get("token", 0) for given in held)


def _demand(behaviour: Any) -> Demand:
    demand: Demand = behaviour.demand
    return demand


def _fees(demand: Demand, count: int, price: float) -> float:
    """Dollars a day that `count` users of this demand pay for one version at v = 1; they differ as people of a crowd do."""
    if not count:
        return 0.0
    together = replace(demand, requests=demand.requests * count, people=demand.people * count)
    offer = Offer(1, together.reference, price)
    share = together.shares((offer,), together.crowd(np.random.default_rng(0)))[:, 0].mean()
    return float(together.requests * share * price)
