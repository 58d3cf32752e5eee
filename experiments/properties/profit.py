"""What somebody is better off by in a run, in dollars a day."""

from __future__ import annotations

from experiments.metrics.evidence import Evidence
from experiments.metrics.net import gained

COSTS = ("hardware", "fixed", "capital")


def profits(evidence: Evidence) -> dict[str, float]:
    """By account, dollars a day of the whole run: what came to it by the ledger less what left it, tokens at the price at
    the end; less the rent of what its jobs held, or, of one who keeps books, all the costs in them (hardware, fixed cost,
    what its stake would have earned elsewhere). What was brought from outside or locked is no gain, what was slashed is a
    loss. Accounts that nothing happened to are left out."""
    found = gained(evidence)
    books = evidence.rows("books")
    keeping = {row["account"] for row in books}
    for row in books:
        found[row["account"]] = found.get(row["account"], 0.0) - sum(row[cost] for cost in COSTS)
    for job in evidence.rows("jobs"):
        if job["owner"] not in keeping:
            found[job["owner"]] = found.get(job["owner"], 0.0) - job["dollars"]
    days = evidence.days
    return {account: dollars / days for account, dollars in found.items()} if days > 0 else {}


def profit(evidence: Evidence, group: str) -> float:
    """The same of all members of a group together; 0 where nothing happened to them."""
    found = profits(evidence)
    return sum(found.get(member.account, 0.0) for member in evidence.cast.groups.get(group, ()))
