"""The numbers that one looks at first, from the tables of a run alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

import pyarrow as pa

from sim.durations import DAY
from sim.money import TOKEN


def summary(tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    """What the model came to, who was caught and with whom that agrees, who earned what, and how large the record is.

    `caught` are the accounts that were slashed for a fault; the truth table, which no rule could read, says how they
    behaved. Balances are in tokens: wallet and stake at the end, averaged over the agents of a group.
    """
    rounds, truth = tables["rounds"].to_pylist(), tables["truth"].to_pylist()
    behaviour = {row["account"]: (row["group"], row["behaviour"]) for row in truth}
    caught = sorted({_field(row, "account") for row in tables["facts"].to_pylist() if row["kind"] == "Slashed"})
    last = {row["account"]: row for row in tables["agents"].to_pylist()}
    balances: dict[str, list[float]] = {}
    for account, row in last.items():
        balances.setdefault(behaviour[account][0], []).append((row["wallet"] + row["staked"]) / TOKEN)
    measured = [row["accuracy"] for row in rounds if isfinite(row["accuracy"])]
    return {
        "days": round(max(tables["agents"]["time"].to_pylist(), default=0.0) / DAY, 2),
        "rounds": len(rounds),
        "accuracy": next(reversed(measured), None),
        "best_accuracy": max(measured, default=None),
        "caught": [
            f"{account} ({behaviour[account][1].partition('(')[0]})" for account in caught if account in behaviour
        ],
        "tokens_by_group": {group: round(sum(held) / len(held), 2) for group, held in sorted(balances.items())},
        "price": next((row["price"] for row in last.values()), None),
        "gpu_hours": round(sum(tables["jobs"]["gpu_seconds"].to_pylist()) / 3600, 2),
        "facts": tables["facts"].num_rows,
        "ledger_entries": tables["ledger"].num_rows,
        "blocks": tables["blocks"].num_rows,
    }


def _field(fact: Mapping[str, Any], name: str) -> str:
    return str(json.loads(fact["body"])[name])
