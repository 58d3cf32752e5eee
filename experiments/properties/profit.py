"""What somebody is better off by in a run, in dollars a day."""

from __future__ import annotations

from experiments.metrics.evidence import Evidence
from experiments.metrics.net import gained

HARDWARE, TIME = "hardware", ("fixed", "capital")
SOLD = "exchange"
"""The purpose of what moves to the pool and from it."""


def profits(evidence: Evidence) -> dict[str, float]:
    """By account, dollars a day of the whole run: what came to it by the ledger less what left it, tokens at the price at
    the end; less the rent of what its jobs held, or, of one who keeps books, all the costs in them (hardware, fixed cost,
    what its stake would have earned elsewhere). What was brought from outside or locked is no gain, what was slashed is a
    loss. Accounts that nothing happened to are left out.

    Where a factory is wound up after its end, what is still paid and slashed then counts, for it was earned before. What is
    sold then does not: everybody sells at once, and a price that nobody knew of would be charged to whoever was paid in
    tokens. Nor do the days on which nothing is begun any more."""
    found = gained(evidence, [m for m in evidence.moved if m.time <= evidence.end or m.purpose != SOLD])
    spent = costs(evidence)
    for account, dollars in spent.items():
        found[account] = found.get(account, 0.0) - dollars
    for job in evidence.rows("jobs"):
        if job["owner"] not in spent:
            found[job["owner"]] = found.get(job["owner"], 0.0) - job["dollars"]
    days = evidence.days
    return {account: dollars / days for account, dollars in found.items()} if days > 0 else {}


def costs(evidence: Evidence) -> dict[str, float]:
    """By account that keeps books, the dollars of cost in them: hardware, and until the end the cost of time."""
    found: dict[str, float] = {}
    for row in evidence.rows("books"):
        time = sum(row[cost] for cost in TIME) if row["time"] <= evidence.end else 0.0
        found[row["account"]] = found.get(row["account"], 0.0) + row[HARDWARE] + time
    return found


def profit(evidence: Evidence, group: str) -> float:
    """The same of all members of a group together; 0 where nothing happened to them."""
    found = profits(evidence)
    return sum(found.get(member.account, 0.0) for member in evidence.cast.groups.get(group, ()))
