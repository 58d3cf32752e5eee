"""What a factory may hold before it is opened: how many agents, and how much money at genesis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from experiments.bad_input import BadInput, shown
from sim.money import SUPPLY_LIMIT

MOST = 10**6
"""Agents in one group. Each is a Python object with a life of its own; a million fill tens of gigabytes."""


def within_limits(population: Mapping[str, Any], contracts: Mapping[str, Any]) -> None:
    """Raises `BadInput` naming the group that is too large, or the group or contract whose money is too much."""
    issued: defaultdict[str, int] = defaultdict(int)
    for name, group in population.items():
        count = getattr(group, "count", 1)
        if count > MOST:
            raise BadInput(f"population.{name}.count={shown(count)}; allowed: 0 to {MOST}")
        each = [group.endowment(inside) for inside in (True, False)]
        for asset in dict.fromkeys(asset for given in each for asset in given):
            amount = max(given.get(asset, 0) for given in each)
            field = f"population.{name}.{'tokens' if asset == 'token' else asset}={shown(amount)} for each of {count}"
            _issue(issued, asset, amount * count, field)
    for name, contract in contracts.items():
        held = getattr(contract, "endowment", 0)
        for asset, amount in (held if isinstance(held, Mapping) else {"token": held}).items():
            _issue(issued, asset, amount, f"contracts.{name}.endowment={shown(amount)}")


def _issue(issued: defaultdict[str, int], asset: str, amount: int, field: str) -> None:
    before = issued[asset]
    issued[asset] += amount
    if issued[asset] >= SUPPLY_LIMIT:
        raise BadInput(
            f"{field}: with {before} before it that is {shown(issued[asset])} base units of {asset}; allowed: below 2**62"
        )
