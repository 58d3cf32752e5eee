"""What users pay, and how much of the factory lives on it."""

from __future__ import annotations

from experiments.metrics.evidence import Evidence
from sim.chain.ledger import ISSUANCE
from sim.money import TOKEN


def fees(evidence: Evidence) -> float | None:
    """Dollars that users paid in the measured time; None where there are no users."""
    if "usage" not in evidence:
        return None
    paid = (int(row["fees"]) for row in evidence.rows("usage") if evidence.measured(row["time"]))
    return sum(paid) / TOKEN


def fees_per_day(evidence: Evidence) -> float | None:
    """Dollars a day that users paid."""
    paid = fees(evidence)
    return paid / evidence.measured_days if paid is not None and evidence.measured_days else None


def bought_share(evidence: Evidence) -> float | None:
    """Part of all requests that was bought here, not from the rival and not done without."""
    rows = [row for row in evidence.rows("usage") if evidence.measured(row["time"])]
    every = sum(row["requests"] for row in rows)
    return sum(row["requests"] for row in rows if row["version"]) / every if every else None


def wash_share(evidence: Evidence) -> float | None:
    """Part of the fees that the owner of a version, or an agent of its group, paid for it; None where nothing was sold."""
    group = {member.account: member.group for member in evidence.cast.members}
    owner = {f"{told.subject}/fees/{told.body['version']}": told.body["owner"] for told in evidence.facts("Deployed")}
    moved = [move for move in evidence.moved if evidence.measured(move.time)]
    bought = [move for move in moved if move.payee in owner and move.payer != ISSUANCE]
    every = sum(move.amount for move in bought)
    own = sum(move.amount for move in bought if group.get(move.payer, move.payer) == group.get(owner[move.payee]))
    return own / every if every else None


def emission_dependence(evidence: Evidence) -> float | None:
    """New tokens, at the price when they were made, over these and the fees; None where there are no users."""
    paid = fees(evidence)
    if paid is None or not evidence.prices:
        return None
    made = emitted(evidence)
    return made / (made + paid) if made + paid else None


def emitted(evidence: Evidence) -> float:
    """Dollars that new tokens of the measured time were worth at the price of the last look before each was made."""
    looks, at, made = evidence.prices, 0, 0.0
    for move in evidence.moved:
        new = move.payer == ISSUANCE and move.asset == "token" and move.purpose == "emission"
        if new and looks and evidence.measured(move.time):
            while at + 1 < len(looks) and looks[at + 1][0] <= move.time:
                at += 1
            made += move.amount / TOKEN * looks[at][1]
    return made
