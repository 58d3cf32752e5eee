"""What a fee was paid for: the version that users bought, the rounds that made it, and the payee's part in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from experiments.verification.disk import Disk
from sim.money import TOKEN

REPORTS = ("Report", "OpenReport")
"""Messages that tell scores: in the open, and after having been sealed."""


class Said(NamedTuple):
    """A fact as it stands on the record, its body decoded."""

    number: int
    kind: str
    subject: str
    body: dict[str, Any]


def royalties(disk: Disk, payer: str, payee: str, cause: int) -> Iterator[str]:
    """Lines about an entry that divides the fees of a version; none for any other entry. `cause` is its fact."""
    market, _, number = payer.partition("/fees/")
    if not number.isdecimal():
        return
    said = list(_facts(disk, ("Deployed", "FeesSettled", "RoundSettled", "Assigned", "ScoringOpened", "Included")))
    sold = [f for f in said if f.subject == market and f.body.get("version") == int(number)]
    deployed = next((f.body for f in sold if f.kind == "Deployed"), None)
    if deployed is None:
        return
    settled = [f.body for f in sold if f.kind == "FeesSettled" and f.number < cause]
    price, certified = deployed["price"] / TOKEN, deployed["certified"] / 1e6
    yield f"version {number}: model {deployed['model']} of {deployed['owner']}, first sold at {price:g}"
    yield f"  certificate {deployed['certificate']}: {certified:.4f} of its answers are right"
    if settled:
        yield f"  fees divided: {settled[-1]['fees'] / TOKEN:g} for {settled[-1]['requests']:,} requests"
    if not deployed["source"]:
        yield "  no round made it: its owner gets what contributors would"
        return
    yield f"  made as {deployed['source']} by rounds {_listed(deployed['rounds'])}"
    contract = next((f.subject for f in said if f.kind == "RoundSettled" and f.body["model"] == deployed["source"]), "")
    ran = set(_ran_on(disk, payee))
    rounds = [f for f in said if f.subject == contract and f.body.get("round") in deployed["rounds"]]
    yield from _parts(rounds, payee, ran)
    calls = [
        message
        for f in said
        if (f.kind, f.subject) == ("Included", payee)
        for to, message in f.body["calls"]
        if to == contract
    ]
    scored = sorted({m["round"] for m in calls if m["kind"] in REPORTS and m["round"] in deployed["rounds"]})
    if scored:
        yield f"  reported on rounds {_listed(scored)}"


def _parts(rounds: Sequence[Said], payee: str, ran: set[tuple[str, str]]) -> Iterator[str]:
    """One line for each job that the payee trained, gave data to, or ran on its hardware."""
    settled = {f.body["round"]: f.body for f in rounds if f.kind == "RoundSettled"}
    updates = {f.body["round"]: dict(f.body["updates"]) for f in rounds if f.kind == "ScoringOpened"}
    for _, _, _, body in (f for f in rounds if f.kind == "Assigned"):
        number, trainer, job = body["round"], body["account"], body["job"]["digest"]
        if payee not in (trainer, body["provider"]) and (trainer, job) not in ran:
            continue
        update = updates.get(number, {}).get(trainer, "none")
        verdict = "accepted" if trainer in settled.get(number, {}).get("accepted", ()) else "not accepted"
        yield (
            f"  round {number}: job {job} of {trainer} on data {body['data']} of {body['provider']}, "
            f"update {update} {verdict}"
        )


def _facts(disk: Disk, kinds: tuple[str, ...]) -> Iterator[Said]:
    for number, kind, subject, body in disk.rows("facts", "fact", "kind", "subject", "body"):
        if kind in kinds:
            yield Said(number, kind, subject, json.loads(body))


def _ran_on(disk: Disk, owner: str) -> Iterator[tuple[str, str]]:
    """(submitter, digest) of the jobs that ran on somebody's nodes."""
    for submitter, digest, nodes in disk.rows("jobs", "owner", "digest", "nodes"):
        if any(node.rpartition("/")[0] == owner for node in nodes.split(",")):
            yield submitter, digest


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
