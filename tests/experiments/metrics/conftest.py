"""Tables of a run that are short enough to be worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from experiments.metrics.evidence import Evidence
from sim.observer import TABLES
from sim.recorder import SCHEMAS
from sim.world import books, measured, merits, ticker, usage, yardstick

KINDS = {"int": pa.int64(), "float": pa.float64(), "str": pa.string(), "bool": pa.bool_()}
EMPTY: dict[str, Any] = {"int": 0, "float": 0.0, "str": "", "bool": False}
WRITTEN = {usage.TABLE: usage.COLUMNS, books.TABLE: books.COLUMNS, ticker.TABLE: ticker.COLUMNS}
WRITTEN |= {merits.TABLE: merits.COLUMNS, yardstick.TABLE: yardstick.COLUMNS, measured.TABLE: measured.COLUMNS}
"""Tables that a run has only when something was written into them."""
COLUMNS = {**SCHEMAS, **TABLES, **WRITTEN}
DAY = 86_400.0


def evidence(**rows: list[dict[str, Any]]) -> Evidence:
    """Evidence of these rows; a column that a row leaves out is 0 or empty. Facts are numbered as they come."""
    tables = {}
    for name, columns in COLUMNS.items():
        if name in rows or name not in WRITTEN:
            given = rows.get(name, [])
            tables[name] = pa.table(
                {
                    column: pa.array([row.get(column, EMPTY[kind]) for row in given], KINDS[kind])
                    for column, kind in columns.items()
                }
            )
    return Evidence(tables)


def settled(accuracy: float, time: float = 0.0, task: str = "main") -> dict[str, Any]:
    return {"task": task, "time": time, "accuracy": accuracy}


def fact(kind: str, time: float = 0.0, subject: str = "", **body: Any) -> dict[str, Any]:
    return {"kind": kind, "time": time, "subject": subject, "body": json.dumps(body)}


def member(account: str, behaviour: str = "Honest()", role: str = "trainer") -> dict[str, Any]:
    group, _, place = account.partition(".")
    return {"account": account, "group": group, "place": int(place), "role": role, "behaviour": behaviour}


def look(account: str, wallet: int = 0, staked: int = 0, time: float = 0.0, price: float = 0.0) -> dict[str, Any]:
    return {"account": account, "wallet": wallet, "staked": staked, "time": time, "price": price}


def entry(payer: str, payee: str, amount: int, cause: int = 0, **more: Any) -> dict[str, Any]:
    return {"payer": payer, "payee": payee, "amount": amount, "cause": cause, "asset": "token", **more}
