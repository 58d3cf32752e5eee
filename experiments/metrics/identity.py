"""What an identity is worth to whoever takes part under it."""

from __future__ import annotations

from statistics import fmean

from experiments.metrics.evidence import Evidence
from experiments.metrics.net import nets
from sim.money import TOKEN


def break_even(evidence: Evidence) -> dict[str, float] | None:
    """Dollars that an identity could have cost in this run before it stopped paying, by role: the mean over those who joined
    of what they gained and what they paid to be somebody. None when nobody joined."""
    if evidence.price is None:
        return None
    paid = {told.body["account"]: told.body["price"] + told.body["fee"] for told in evidence.facts("Identified")}
    gained, members = nets(evidence), evidence.cast.by_account
    found: dict[str, list[float]] = {}
    for account in dict.fromkeys(told.body["account"] for told in evidence.facts("Joined")):
        if account in members:
            worth = gained.get(account, 0.0) + paid.get(account, 0) / TOKEN * evidence.price
            found.setdefault(members[account].role, []).append(worth)
    return {role: fmean(each) for role, each in sorted(found.items())} or None
