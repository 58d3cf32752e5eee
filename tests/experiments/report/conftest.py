"""A factory small enough to be worked out by hand: two days, one round, one cheat that is caught."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from experiments.report.record import Record
from sim.money import TOKEN
from sim.observer import TABLES
from sim.recorder import SCHEMAS

KINDS = {"int": pa.int64(), "float": pa.float64(), "str": pa.string(), "bool": pa.bool_()}
TRUTH = [
    ("cheats.0", "cheats", 0, "trainer", "SignFlip(inner=Honest(), scale=1.0)"),
    ("trainers.0", "trainers", 0, "trainer", "Honest()"),
    ("validators.0", "validators", 0, "validator", "Honest()"),
]
DELIVERY = {"calls": [["host", {"kind": "Delivery", "query": "q", "value": ""}]], "fee": 0, "hash": ""}
FACTS = [
    (0, 0.0, 0, "Acted", "genesis", {"effects": []}, -1),
    (1, 2.0, 1, "Ruled", "registry", {"effects": [], "family": "staking", "rule": "Bonded"}, 0),
    (2, 10.0, 2, "Included", "trainers.0", {"calls": [], "fee": 1_000_000, "hash": ""}, 0),
    (3, 20.0, 3, "Acted", "training_round", {"effects": []}, 0),
    (4, 30.0, 4, "Ruled", "training_round", {"effects": [], "family": "reward", "rule": "EqualSplit"}, 3),
    (5, 30.0, 4, "Included", "validators.0", DELIVERY, 3),
    (6, 43_200.0, 5, "Ruled", "registry", {"effects": [], "family": "staking", "rule": "Bonded"}, 5),
    (7, 43_200.0, 5, "Slashed", "registry", {"account": "cheats.0", "amount": 50 * TOKEN, "reason": "redone"}, 6),
]
LEDGER = [
    (0, 0, 0.0, "token", "issuance", "cheats.0", 200 * TOKEN, 0),
    (1, 0, 0.0, "token", "issuance", "trainers.0", 200 * TOKEN, 0),
    (2, 0, 0.0, "token", "issuance", "treasury", 1_000 * TOKEN, 0),
    (3, 0, 0.0, "token", "issuance", "validators.0", 100 * TOKEN, 0),
    (4, 1, 2.0, "token", "cheats.0", "registry/stake/cheats.0", 100 * TOKEN, 1),
    (5, 2, 10.0, "token", "trainers.0", "burned", 1_000_000, 2),
    (6, 3, 20.0, "token", "treasury", "training_round/pot", 50 * TOKEN, 3),
    (7, 4, 30.0, "token", "training_round/pot", "trainers.0", 30 * TOKEN, 4),
    (8, 4, 30.0, "token", "training_round/pot", "validators.0", 10 * TOKEN, 3),
    (9, 4, 30.0, "token", "training_round/pot", "validators.0", TOKEN, 5),
    (10, 5, 43_200.0, "token", "registry/stake/cheats.0", "burned", 50 * TOKEN, 6),
]
ROUNDS = [("main", 0, 43_000.0, "m", 1, 1, 1, 41 * TOKEN, 0.967, 0.25, 0.01, 7)]
JOBS = [
    (
        "trainers.0/1",
        "trainers.0",
        "Training",
        "d",
        3,
        "done",
        "",
        0.0,
        0.0,
        3600.0,
        "owners.0/0",
        7200.0,
        7.2e6,
        5.0,
        0,
        0,
    ),
    (
        "cheats.0/1",
        "cheats.0",
        "Training",
        "e",
        3,
        "failed",
        "x",
        0.0,
        0.0,
        1800.0,
        "owners.0/0",
        1800.0,
        3.6e6,
        1.25,
        0,
        0,
    ),
]
TIMELINE = [
    ("owners.0/0", 2, "trainers.0/1", 0.0, 3600.0, "done"),
    ("owners.0/0", 1, "cheats.0/1", 0.0, 1800.0, "failed"),
    ("owners.0/0", 1, "", 3600.0, 7200.0, "failed"),
]
AGENTS = [
    (0.0, "cheats.0", 200 * TOKEN, 0, 0.5),
    (0.0, "trainers.0", 200 * TOKEN, 0, 0.5),
    (0.0, "validators.0", 100 * TOKEN, 0, 0.5),
    (172_800.0, "cheats.0", 100 * TOKEN, 50 * TOKEN, 0.5),
    (172_800.0, "trainers.0", 230 * TOKEN - 1_000_000, 0, 0.5),
    (172_800.0, "validators.0", 111 * TOKEN, 0, 0.5),
]
BLOCKS = [(0, 0.0, "0" * 32, "a1" * 16, 1, 0, 0), (1, 43_200.0, "a1" * 16, "b2" * 16, 1, 0, 1)]
SMALL: dict[str, list[tuple[Any, ...]]] = {
    "truth": TRUTH,
    "facts": FACTS,
    "ledger": LEDGER,
    "rounds": ROUNDS,
    "jobs": JOBS,
    "timeline": TIMELINE,
    "agents": AGENTS,
    "blocks": BLOCKS,
}


@pytest.fixture
def small() -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the small factory by table."""
    return SMALL


@pytest.fixture
def made() -> Callable[..., Record]:
    """A record of the small factory with some of its tables replaced: `made(rounds=[])`."""

    def make(scenario: str = "small", days: float = 2.0, **replaced: list[tuple[Any, ...]]) -> Record:
        content = {**SMALL, **replaced}
        tables = {name: table(columns, content.get(name, [])) for name, columns in {**SCHEMAS, **TABLES}.items()}
        config = {"seed": 7, "horizon_days": days, "machines": {}, "population": {}}
        return Record(scenario, config, tables, {"python": "3.11", "numpy": "2.0"})

    return make


def table(columns: dict[str, str], rows: list[tuple[Any, ...]]) -> pa.Table:
    plain = [tuple(json.dumps(cell) if isinstance(cell, dict) else cell for cell in row) for row in rows]
    cells = list(zip(*plain, strict=True)) if plain else [()] * len(columns)
    return pa.table(
        {name: pa.array(column, KINDS[kind]) for (name, kind), column in zip(columns.items(), cells, strict=True)}
    )
