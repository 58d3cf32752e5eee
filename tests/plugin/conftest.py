"""The plug-in is importable in these tests, and a scenario's record is read as a list of facts and a list of entries."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.blueprint import Blueprint
from sim.factory import Factory


class Said(NamedTuple):
    """A row of the facts table, its body decoded."""

    number: int
    time: float
    block: int
    subject: str
    body: dict[str, Any]
    cause: int


class Record:
    """What a run left in its recorder."""

    def __init__(self, factory: Factory) -> None:
        self.factory = factory
        self.tables = {name: table.to_pylist() for name, table in factory.recorder.tables().items()}

    def facts(self, kind: str) -> list[Said]:
        """Facts of a kind, in order."""
        rows = (row for row in self.tables["facts"] if row["kind"] == kind)
        return [Said(r["fact"], r["time"], r["block"], r["subject"], json.loads(r["body"]), r["cause"]) for r in rows]

    def rulings(self, family: str) -> list[Said]:
        return [said for said in self.facts("Ruled") if said.body["family"] == family]

    def paid(self, payer: str, payee: str) -> list[int]:
        """Amounts that went from one account to another, in order."""
        return [r["amount"] for r in self.tables["ledger"] if (r["payer"], r["payee"]) == (payer, payee)]

    def balanced(self) -> bool:
        """Whether the entries of every asset cancel out and leave nobody but the issuer below zero."""
        held: dict[str, int] = {}
        for row in self.tables["ledger"]:
            for account, amount in ((row["payer"], -row["amount"]), (row["payee"], row["amount"])):
                held[account] = held.get(account, 0) + amount
                if held[account] < 0 and account != "issuance":
                    return False
        return sum(held.values()) == 0


def run(described: Blueprint) -> Record:
    """Run a factory to its horizon."""
    factory = Factory(described)
    factory.run()
    return Record(factory)


def description(*overrides: str) -> Blueprint:
    """The factory that overrides describe, with the plug-in named."""
    return blueprint(composed(["scenario=digits", "plugins=[factory_plugin]", *overrides]))


@cache
def _ran(*overrides: str) -> Record:
    return run(description(*overrides))


@pytest.fixture
def record() -> Callable[..., Record]:
    """Run a scenario of the plug-in, once for all tests that look at it: `record("scenario=vickrey", "seed=1")`."""
    return _ran


@pytest.fixture
def record_of() -> Callable[[Blueprint], Record]:
    """Run a description that a test has made itself."""
    return run


@pytest.fixture
def describe() -> Callable[..., Blueprint]:
    """Describe a factory by overrides, to be changed before it runs."""
    return description
