"""The part of a round's pot that a reward rule is given, told by the record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.metrics.evidence import Evidence
from mechanisms.contracts.shares import Shares

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Overpaid:
    """A ruling of reward that paid more than its part, at the cost of those who are paid after it; base units."""

    fact: int
    contract: str
    paid: int
    part: int


def overpaid(evidence: Evidence, config: Mapping[str, Any]) -> Iterator[Overpaid]:
    """Rulings that did, in order, of contracts that divide a pot by `shares`.

    A round divides what is in its purse once scores are agreed upon. That is what the purse holds just before the ruling
    pays, and whatever left it since the ruling of consensus that the ruling of reward follows from; no ruling is accused
    where there was none. What came off the trainers' part before (agreed prices) is not looked for, so the part may be
    told too large and never too small.
    """
    shares = {name: Shares(**entry["shares"]) for name, entry in config["contracts"].items() if "shares" in entry}
    facts = evidence.rows("facts")
    rewards = [row["fact"] for row in facts if row["subject"] in shares and _is_ruling(row, "reward")]
    agreed = {fact: since for fact in rewards if (since := _agreed(facts, fact)) is not None}
    held, left = defaultdict[str, int](int), defaultdict[str, list[tuple[int, int]]](list)
    divided, paid = dict[int, int](), defaultdict[int, int](int)
    for row in (row for row in evidence.rows("ledger") if row["asset"] == "token"):
        payer, payee, amount, cause = row["payer"], row["payee"], row["amount"], row["cause"]
        if cause in agreed:
            gone = sum(many for fact, many in left[payer] if fact >= agreed[cause])
            divided.setdefault(cause, held[payer] + gone)
            paid[cause] += amount
        held[payer] -= amount
        held[payee] += amount
        left[payer].append((cause, amount))
    for fact, pot in divided.items():
        contract = facts[fact]["subject"]
        part = shares[contract].divide(pot)["trainers"]
        if paid[fact] > part:
            yield Overpaid(fact, contract, paid[fact], part)


def _agreed(facts: Sequence[Row], ruling: int) -> int | None:
    """The ruling of consensus that a ruling goes back to."""
    at: int = facts[ruling]["cause"]
    while at >= 0:
        if _is_ruling(facts[at], "consensus"):
            return at
        at = facts[at]["cause"]
    return None


def _is_ruling(row: Row, family: str) -> bool:
    return bool(row["kind"] == "Ruled" and json.loads(row["body"])["family"] == family)
