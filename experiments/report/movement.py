"""What every entry of the ledger was for, told by the fact that caused it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa

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


class Movement(NamedTuple):
    """An entry and its purpose. `giver` and `taker` are the agents whose money it was and became, None for anything else."""

    time: float
    asset: str
    payer: str
    payee: str
    amount: int
    purpose: str
    giver: Member | None
    taker: Member | None


class Cause(NamedTuple):
    """The fact that caused an entry; its body as it stands on the record."""

    kind: str
    subject: str
    body: str


def movements(tables: Mapping[str, pa.Table], cast: Cast) -> list[Movement]:
    """Every entry of the ledger, in order. Columns are read whole: a run has a hundred thousand entries."""
    facts = [tables["facts"][name].to_pylist() for name in Cause._fields]
    causes = list(map(Cause, *facts))
    columns = [tables["ledger"][name].to_pylist() for name in ("time", "asset", "payer", "payee", "amount", "cause")]
    members = cast.by_account
    owner = {account: members.get(account.rpartition("/")[2]) for account in {*columns[2], *columns[3]}}
    found, purposes = [], dict[tuple[str, str, int], str]()
    for time, asset, payer, payee, amount, cause in zip(*columns, strict=True):
        giver, taker, key = owner[payer], owner[payee], (payer, payee, cause)
        if key not in purposes:
            purposes[key] = _purpose(payer, payee, giver, taker, causes[cause])
        found.append(Movement(time, asset, payer, payee, amount, purposes[key], giver, taker))
    return found


def totals(moved: Iterable[Movement]) -> list[Movement]:
    """One movement for each asset, pair of accounts and purpose, as of the first of its entries, with the base units of all:
    a hundredth of the entries, and enough for whoever adds up a whole run."""
    found: dict[tuple[str, str, str, str], list[Any]] = {}
    for move in moved:
        key = (move.asset, move.payer, move.payee, move.purpose)
        if key in found:
            found[key][1] += move.amount
        else:
            found[key] = [move, move.amount]
    return [move._replace(amount=amount) for move, amount in found.values()]


def slot(account: str, owner: Member | None) -> str:
    """Where an account's money is kept: `wallet` for an agent's own account, `stake` for registry/stake/trainers.0."""
    return "wallet" if owner and account == owner.account else "/".join(account.split("/")[1:-1])


def _purpose(payer: str, payee: str, giver: Member | None, taker: Member | None, cause: Cause) -> str:
    if payer == ISSUANCE:
        return "genesis" if cause.subject == "genesis" else "emission"
    if cause.subject == REFEREE:
        return "seized"
    if giver and giver == taker:
        return "locked" if payer == giver.account else "unlocked"
    if giver and payer != giver.account:
        return "slashed"
    if giver and cause.kind in ("Included", "Refused") and payee in (BURNED, PROPOSER):
        return "gas"
    if payee == BURNED:
        return "burned"
    if cause.kind == "Ruled":
        return str(json.loads(cause.body)["family"])
    if giver:
        return "transfers"
    if cause.kind == "Included" and _delivers(cause):
        return "check fees"
    if taker and payer.endswith(POT):
        return SHARES.get(taker.role, "other")
    return payer.partition("/")[0] if taker else "budget"


def _delivers(included: Cause) -> bool:
    return any(message["kind"] == "Delivery" for _, message in json.loads(included.body)["calls"])
