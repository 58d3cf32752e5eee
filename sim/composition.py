"""Does a factory fit together? Found out before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

from sim.chain.contract import Contract
from sim.chain.law import Contradiction, agree
from sim.seams.rule import Rule


def law(contracts: Mapping[str, Contract], rules: Mapping[str, Rule]) -> dict[str, dict[str, Rule]]:
    """The rule of every contract for every family that it asks: its own, or else the factory's.

    Raises `Contradiction` for a family without a rule, a contract that relies on one that is not there, and two rules of
    which one needs what the other hides.
    """
    found: dict[str, dict[str, Rule]] = {}
    for name, contract in contracts.items():
        for field in contract.relies_on:
            if (partner := getattr(contract, field)) not in contracts:
                there = ", ".join(sorted(contracts))
                raise Contradiction(f"contracts.{name}.{field}={partner!r}: no such contract; allowed: {there}")
        found[name] = {}
        for family in (*contract.asks, *contract.may_ask):
            rule = getattr(contract, family, None) or rules.get(family)
            if rule is not None:
                found[name][family] = rule
            elif family in contract.asks:
                raise Contradiction(f"contracts.{name} asks for {family}, and no rule is given; add {family}=<name>")
        agree(name, found[name])
    return found
