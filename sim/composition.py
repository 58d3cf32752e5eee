"""Does a factory fit together? Found out before anything runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sim.chain.contract import Contract
from sim.chain.law import Contradiction, agree
from sim.chain.ledger import BURNED, ISSUANCE
from sim.chain.producer import PROPOSER
from sim.chain.referee import REFEREE
from sim.messages.host import HOST
from sim.seams.rule import Rule

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")

RESERVED = frozenset({HOST, REFEREE, ISSUANCE, BURNED, PROPOSER, "genesis"})
"""Names that the chain itself uses."""


def check_names(contracts: Iterable[str], groups: Iterable[str]) -> None:
    """Raises `Contradiction` for a name that could be taken for an account of somebody else's."""
    for kind, names in (("contracts", contracts), ("population", groups)):
        for name in names:
            if not NAME.fullmatch(name):
                raise Contradiction(f"{kind}.{name}: allowed as a name: letters, digits, - and _, a letter first")
            if name in RESERVED:
                raise Contradiction(f"{kind}.{name}: the chain itself uses this name; choose another")


def check_proposers(register: str, contracts: Iterable[str]) -> None:
    """Raises `Contradiction` for a chain whose register of proposers is not there."""
    if register and register not in (there := sorted(contracts)):
        raise Contradiction(f"chain.proposers={register!r}: no such contract; allowed: {', '.join(there)}, or none")


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
        agree(name, found[name], contract)
    return found
