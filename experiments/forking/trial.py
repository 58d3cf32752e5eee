"""Would the law take a change? Tried on the rules as they are at genesis, before a run is spent on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from experiments.bad_input import BadInput
from sim.blueprint import Blueprint
from sim.chain.journal import Journal
from sim.chain.law import Law
from sim.composition import law
from sim.effects.effect import Rejected
from sim.interventions import Amend, Replace

LAWS = ("SetParameter", "ReplaceRule")
"""Effects that change a rule."""


def tried(text: str, change: object, description: Blueprint, facts: pa.Table, before: float) -> None:
    """Raises `BadInput`, with the law's own words, for a change of a rule that the law would refuse.

    Nothing is said where the run has changed that rule by itself before that second: what the law would answer then is
    known when the fork comes to it.
    """
    if not isinstance(change, Amend | Replace):
        return
    if (change.contract, change.family) in set(_changed(facts, before)):
        return
    contract, trial = description.contracts[change.contract], Law(Journal(), description.rulebook)
    trial.enact(change.contract, law(description.contracts, description.rules)[change.contract], contract)
    try:
        if isinstance(change, Amend):
            trial.amend(change.contract, change.family, change.field, change.value)
        else:
            trial.replace(change.contract, change.family, change.rule, carry=change.migrate == "carry")
            for name, value in change.fields.items():
                trial.amend(change.contract, change.family, name, value)
    except Rejected as refusal:
        raise BadInput(f"{text}: {refusal}") from refusal


def _changed(facts: pa.Table, before: float) -> Iterator[tuple[str, str]]:
    """Contract and family of every rule that a run has changed before a second."""
    columns = (facts.column(name).to_pylist() for name in ("time", "kind", "body"))
    for time, kind, body in zip(*columns, strict=True):
        if time < before and kind in ("Acted", "Ruled") and any(f'"{name}"' in body for name in LAWS):
            effects: list[Mapping[str, Any]] = json.loads(body).get("effects", [])
            yield from ((each["contract"], each["family"]) for each in effects if each.get("kind") in LAWS)
