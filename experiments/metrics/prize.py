"""What there is to be had for whoever commands a factory for a while."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.metrics.evidence import Evidence
from experiments.metrics.market import fees_per_day
from sim.money import TOKEN


def prize(evidence: Evidence, purses: Iterable[str], days: float) -> float:
    """Dollars: what lies in these contracts at the end, and what users pay in so many days. Votes can move no more than
    that, and whoever takes it all leaves nothing to those who work: it is the most that corruption can bring."""
    kept, worth = frozenset(purses), {"token": evidence.price or 0.0, "usd": 1.0}
    held = 0.0
    for move in evidence.moved:
        if move.time <= evidence.end and move.asset in worth:
            came = (move.payee.partition("/")[0] in kept) - (move.payer.partition("/")[0] in kept)
            held += came * move.amount / TOKEN * worth[move.asset]
    return held + (fees_per_day(evidence) or 0.0) * days


def power(evidence: Evidence) -> float | None:
    """Tokens that can vote at the end; None where nobody ever could."""
    last = {
        told.body["account"]: told.body["power"] for told in evidence.facts("PowerMoved") if told.time <= evidence.end
    }
    return sum(last.values()) / TOKEN if last else None
