"""What a market for computing does with its cards, and what letting them comes to."""

from __future__ import annotations

from collections import Counter

from experiments.metrics.evidence import Evidence
from sim.durations import DAY, HOUR
from sim.money import TOKEN

KWH = 0.10
"""Dollars per kilowatt-hour. Proposal, of the order that industry pays in the United States."""


def cards_let(evidence: Evidence) -> float | None:
    """Card time that renters paid for over card time on offer until the end; None without an offer."""
    end, standing, since, offered = evidence.days * DAY, Counter[str](), 0.0, 0.0
    for fact in evidence.facts("CardsOffered"):
        offered += standing.total() * (fact.time - since)
        since, standing[fact.body["owner"]] = fact.time, fact.body["cards"]
    offered += standing.total() * (end - since)
    used = sum(fact.body["used"] for fact in evidence.facts("LeaseBilled")) / 1000
    return used / offered if offered else None


def card_price(evidence: Evidence) -> float | None:
    """Tokens paid for an hour of one card, on average over what was used; None when nothing was."""
    bills = [fact.body for fact in evidence.facts("LeaseBilled")]
    used = sum(bill["used"] for bill in bills) / 1000 / HOUR
    return sum(bill["paid"] for bill in bills) / TOKEN / used if used else None


def letting(evidence: Evidence) -> dict[str, float] | None:
    """By group of owners, dollars from renters, less bonds lost, and dollars of electricity for what renters ran."""
    income, lost, power = Counter[str](), Counter[str](), Counter[str]()
    for fact in evidence.facts("LeaseBilled"):
        income[group(fact.body["owner"])] += fact.body["paid"]
    for fact in evidence.facts("CardsMissing"):
        lost[group(fact.body["owner"])] += fact.body["amount"]
    for job in evidence.rows("jobs"):
        if job["kind"] == "Load" and job["nodes"]:
            power[group(job["nodes"].partition("/")[0])] += job["joules"]
    if not income or evidence.price is None:
        return None
    found: dict[str, float] = {}
    for name in sorted({*income, *lost}):
        found[f"{name}.income"] = round((income[name] - lost[name]) / TOKEN * evidence.price, 2)
        found[f"{name}.energy"] = round(power[name] / 3.6e6 * KWH, 2)
    return found


def group(account: str) -> str:
    return account.rpartition(".")[0]
