"""How far the price strays, and who runs out of money on the way."""

from __future__ import annotations

from collections import defaultdict
from math import log, sqrt

import pyarrow as pa
import pyarrow.compute as pc

from experiments.metrics.evidence import Evidence
from sim.durations import DAY

BURN_IN = 5 * DAY
"""Seconds at the beginning that are no part of what is measured, where a factory has no burn-in of its own."""
DRY = 100
"""A purse is dry with less than one part in so many of the most that was in it."""


def price_gap(evidence: Evidence) -> float | None:
    """Root mean square of ln(P / P*) after the burn-in; None where no pool made the price or a token was worth nothing."""
    since = evidence.begin or BURN_IN
    rows = [row for row in evidence.rows("prices") if since <= row["time"] <= evidence.end]
    if not rows or not all(row["price"] > 0 and row["fundamental"] > 0 for row in rows):
        return None
    return sqrt(sum(log(row["price"] / row["fundamental"]) ** 2 for row in rows) / len(rows))


def dry_traders(evidence: Evidence) -> str | None:
    """Traders who had next to nothing left of an asset at some time, with that asset: from then on they could trade one way
    only. Whoever has filled the pool has its money there and is not meant. None where nobody trades."""
    providing = {told.body["account"] for told in evidence.facts("LiquidityMoved")}
    traders = {m.account for m in evidence.cast.members if m.role == "trader"} - providing
    if not traders:
        return None
    held: defaultdict[tuple[str, str], int] = defaultdict(int)
    most: defaultdict[tuple[str, str], int] = defaultdict(int)
    dry: set[tuple[str, str]] = set()
    ledger, names = evidence.tables["ledger"], pa.array(sorted(traders))
    theirs = ledger.filter(pc.or_(pc.is_in(ledger["payer"], names), pc.is_in(ledger["payee"], names)))
    for entry in theirs.to_pylist():
        for account, amount in ((entry["payer"], -entry["amount"]), (entry["payee"], entry["amount"])):
            if account in traders:
                purse = (account, entry["asset"])
                held[purse] += amount
                most[purse] = max(most[purse], held[purse])
                if held[purse] * DRY < most[purse]:
                    dry.add(purse)
    return ", ".join(f"{account} ({asset})" for account, asset in sorted(dry)) or "nobody"
