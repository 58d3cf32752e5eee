"""What a payout of a training round was for: model, job, update, and the data it was trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from experiments.verification.disk import Disk
from sim.money import TOKEN


@dataclass(frozen=True)
class Round:
    """The facts of one round of one contract, as they stand on the record."""

    opened: dict[str, Any]
    facts: tuple[tuple[str, dict[str, Any]], ...]

    def first(self, kind: str, **where: Any) -> dict[str, Any] | None:
        """The first fact of a kind whose body has these values."""
        bodies = (body for name, body in self.facts if name == kind)
        return next((body for body in bodies if all(body.get(key) == value for key, value in where.items())), None)


def round_behind(disk: Disk, causes: set[int]) -> Round | None:
    """The round that was opened by one of these facts; None when the payout belongs to none."""
    rows = list(disk.rows("facts", "kind", "subject", "body", "cause"))
    found = next((row for row in rows if row[0] == "RoundOpened" and row[3] in causes), None)
    if found is None:
        return None
    opened = json.loads(found[2])
    # Data may be listed with another contract, and are named by their content: one listing is as good as another.
    bodies = ((kind, json.loads(body)) for kind, subject, body, _ in rows if kind == "Listed" or subject == found[1])
    same = tuple((kind, body) for kind, body in bodies if body.get("round", opened["round"]) == opened["round"])
    return Round(opened, same)


def provenance(disk: Disk, payee: str, causes: set[int]) -> Iterator[str]:
    """Lines about a payout: its round, then what the payee was given, did and handed in, as far as it did any of it."""
    found = round_behind(disk, causes)
    if found is None:
        return
    settled = found.first("RoundSettled") or {}
    number, pot, before = (found.opened[key] for key in ("round", "pot", "model"))
    yield f"round {number}: pot {pot / TOKEN:g}, model {before} became {settled.get('model', 'nothing')}"
    assigned = found.first("Assigned", account=payee)
    if assigned is None:
        return
    digest, provider = assigned["job"]["digest"], assigned["provider"]
    jobs = disk.rows("jobs", "owner", "digest", "nodes", "gpu_seconds", "dollars", "outcome")
    for owner, job, nodes, seconds, dollars, outcome in jobs:
        if (owner, job) == (payee, digest):
            yield f"  job {digest}: {outcome} on {nodes or 'nothing'}, {seconds:.0f} GPU seconds, ${dollars:.2f}"
    scoring = found.first("ScoringOpened") or {}
    update, score = dict(scoring.get("updates", ())).get(payee), dict(settled.get("scores", ())).get(payee)
    if update is not None:
        verdict = "accepted" if payee in settled.get("accepted", ()) else "not accepted"
        yield f"  update {update}: {verdict}, loss removed {(score or 0) / 1e6:.6f} nats"
    data = assigned["data"]
    offered = found.first("Offered", data=data) or found.first("Listed", data=data) or {}
    yield f"  data {data}: {offered.get('rows', 'unknown')} rows offered by {provider}"
