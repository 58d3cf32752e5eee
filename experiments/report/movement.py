"""What every entry of the ledger was for, told by the fact that caused it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from experiments.report.cast import Cast, Member
from sim.chain.ledger import BURNED, ISSUANCE
from sim.chain.producer import PROPOSER
from sim.chain.referee import REFEREE

SHARES = {
    "trainer": "agreed prices",
    "validator": "validator share",
    "aggregator": "aggregator share",
    "provider": "provider share",
    "compute": "compute share",
}
"""What a contract pays on its own account for a round, by the role of who gets it."""
POT = "/pot"
"""How the account ends from which it does; what else a contract pays is told by the contract's name."""


class Rows(Protocol):
    """Whatever has the rows of a run's tables."""

    def rows(self, table: str) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Movement:
    """An entry and its purpose. `giver` and `taker` are the agents whose money it was and became, None for anything else."""

    time: float
    asset: str
    payer: str
    payee: str
    amount: int
    purpose: str
    giver: Member | None
    taker: Member | None


def movements(record: Rows, cast: Cast) -> list[Movement]:
    """Every entry of the ledger, in order."""
    entries, facts = record.rows("ledger"), record.rows("facts")
    members, purposes = cast.by_account, dict[tuple[str, str, int], str]()
    found = []
    for entry in entries:
        payer, payee, cause = entry["payer"], entry["payee"], entry["cause"]
        giver, taker = (members.get(account.rpartition("/")[2]) for account in (payer, payee))
        key = (payer, payee, cause)
        if key not in purposes:
            purposes[key] = _purpose(payer, payee, giver, taker, facts[cause])
        found.append(
            Movement(entry["time"], entry["asset"], payer, payee, entry["amount"], purposes[key], giver, taker)
        )
    return found


def slot(account: str, owner: Member | None) -> str:
    """Where an account's money is kept: `wallet` for an agent's own account, `stake` for registry/stake/trainers.0."""
    return "wallet" if owner and account == owner.account else "/".join(account.split("/")[1:-1])


def _purpose(payer: str, payee: str, giver: Member | None, taker: Member | None, cause: Mapping[str, Any]) -> str:
    kind = cause["kind"]
    if payer == ISSUANCE:
        return "genesis" if cause["subject"] == "genesis" else "emission"
    if cause["subject"] == REFEREE:
        return "seized"
    if giver and giver == taker:
        return "locked" if payer == giver.account else "unlocked"
    if giver and payer != giver.account:
        return "slashed"
    if giver and kind in ("Included", "Refused") and payee in (BURNED, PROPOSER):
        return "gas"
    if payee == BURNED:
        return "burned"
    if kind == "Ruled":
        return str(json.loads(cause["body"])["family"])
    if giver:
        return "transfers"
    if kind == "Included" and _delivers(cause):
        return "check fees"
    if taker and payer.endswith(POT):
        return SHARES.get(taker.role, "other")
    return payer.partition("/")[0] if taker else "budget"


def _delivers(included: Mapping[str, Any]) -> bool:
    return any(message["kind"] == "Delivery" for _, message in json.loads(included["body"])["calls"])
