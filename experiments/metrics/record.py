"""How large a run is."""

from __future__ import annotations

from experiments.metrics.evidence import Evidence


def days(evidence: Evidence) -> float:
    return round(evidence.days, 2)


def rounds(evidence: Evidence) -> int:
    """Rounds that were settled until the end."""
    return sum(row["time"] <= evidence.end for row in evidence.rows("rounds"))


def gpu_hours(evidence: Evidence) -> float:
    return round(float(sum(evidence.tables["jobs"]["gpu_seconds"].to_pylist())) / 3600, 2)


def compute_dollars(evidence: Evidence) -> float:
    """Rent of all machines that jobs held."""
    return round(float(sum(evidence.tables["jobs"]["dollars"].to_pylist())), 2)


def facts(evidence: Evidence) -> int:
    return int(evidence.tables["facts"].num_rows)


def ledger_entries(evidence: Evidence) -> int:
    return int(evidence.tables["ledger"].num_rows)


def blocks(evidence: Evidence) -> int:
    return int(evidence.tables["blocks"].num_rows)


def price(evidence: Evidence) -> float | None:
    """Dollars per token at the last look."""
    return evidence.price
