"""Whether it pays to take part, and how long the money lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.metrics.evidence import Evidence
from sim.money import TOKEN

YEAR_DAYS = 365
RECENT = 7
"""Days of bills that say what the next will be."""


def profit(evidence: Evidence) -> dict[str, float] | None:
    """Mean dollars a day of those who took part, by role; None where nobody keeps books."""
    found: dict[str, list[float]] = {}
    for row in evidence.rows("books"):
        if row["inside"] and evidence.measured(row["time"]):
            found.setdefault(row["role"], []).append(row["profit"])
    return {role: sum(days) / len(days) for role, days in sorted(found.items())} or None


def inside(evidence: Evidence) -> dict[str, int] | None:
    """How many of each role took part when they last closed their books; None where nobody keeps books."""
    found: dict[str, int] = {}
    for row in _last(evidence).values():
        found[row["role"]] = found.get(row["role"], 0) + row["inside"]
    return dict(sorted(found.items())) or None


def runway(evidence: Evidence) -> float | None:
    """Days for which the dollars of those who take part would pay their bills of the last week; None where nobody keeps
    books, or has any to pay."""
    staying = {account for account, row in _last(evidence).items() if row["inside"]}
    bills: dict[str, list[float]] = {}
    for row in _books(evidence):
        bills.setdefault(row["account"], []).append(row["hardware"] + row["fixed"])
    daily = sum(sum(bills[account][-RECENT:]) / len(bills[account][-RECENT:]) for account in sorted(staying))
    held = sum(
        move.amount * ((move.payee in staying) - (move.payer in staying))
        for move in evidence.moved
        if move.asset == "usd" and move.time <= evidence.end
    )
    return held / TOKEN / daily if daily else None


def real_yield(evidence: Evidence) -> float | None:
    """What a token earns in tokens from fees, as a yearly rate; None where nothing is distributed."""
    paid = [told.body for told in evidence.facts("Distributed") if evidence.measured(told.time)]
    if not paid or not evidence.measured_days:
        return None
    return sum(float(body["amount"] / body["held"]) for body in paid) * YEAR_DAYS / evidence.measured_days


def _last(evidence: Evidence) -> dict[str, Mapping[str, Any]]:
    return {row["account"]: row for row in _books(evidence)}


def _books(evidence: Evidence) -> Iterator[Mapping[str, Any]]:
    """Every closing until the end."""
    return (row for row in evidence.rows("books") if row["time"] <= evidence.end)
