"""What a fee was paid for: the version that users bought, the rounds that made it, and the payee's part in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.tracing.rounds import Round, Rounds, Work
from experiments.tracing.told import Told
from sim.money import TOKEN

REPORTS = ("Report", "OpenReport")
"""Messages that tell scores: in the open, and after having been sealed."""


@dataclass(frozen=True)
class Sold:
    """What a version answered with up to a fact, the last of which is `source` ("": no round's), and what it took in."""

    version: int
    deployed: dict[str, Any]
    source: str
    rounds: tuple[Round, ...]
    requests: int
    fees: int

    @property
    def works(self) -> Sequence[Work]:
        """The seats of all rounds that made it."""
        return [work for made in self.rounds for work in made.works]


def version_of(purse: str) -> tuple[str, int] | None:
    """The market and the version whose fees lie in an account; None for any other account."""
    market, _, number = purse.partition("/fees/")
    return (market, int(number)) if number.isdecimal() else None


def sold(rounds: Rounds, purse: str, upto: int) -> Sold | None:
    """The version whose fees an account keeps, as it was at a fact; None for any other account."""
    named = version_of(purse)
    if named is None:
        return None
    market, version = named
    said = rounds.told.of("Deployed", "Updated", "FeesSettled")
    about = [f for f in said if f.subject == market and f.body["version"] == version and f.number <= upto]
    deployed = [fact.body for fact in about if fact.kind != "FeesSettled"]
    settled = [fact.body for fact in about if fact.kind == "FeesSettled"]
    if not deployed:
        return None
    source, numbers = deployed[-1]["source"], deployed[-1]["rounds"]
    contract = rounds.makes[source][0] if source in rounds.makes else ""
    made = tuple(rounds.all[contract, number] for number in numbers if (contract, number) in rounds.all)
    requests, fees = (sum(body[key] for body in settled) for key in ("requests", "fees"))
    return Sold(version, deployed[0], source, made, requests, fees)


def royalties(rounds: Rounds, payer: str, payee: str, cause: int) -> Iterator[str]:
    """Lines about an entry that divides the fees of a version; none for any other entry. `cause` is its fact."""
    found, told = sold(rounds, payer, cause), rounds.told
    if found is None:
        return
    yield from description(found)
    numbers = [made.number for made in found.rounds]
    if not found.rounds:
        return
    ran = _ran_on(told, payee)
    for work in found.works:
        if payee in (work.trainer, work.provider) or (work.trainer, work.job) in ran:
            verdict = "accepted" if work.accepted else "not accepted"
            yield (
                f"  round {work.round}: job {work.job} of {work.trainer} on data {work.data} of {work.provider}, "
                f"update {work.update or 'none'} {verdict}"
            )
    contract = found.rounds[0].contract
    calls = [call for f in told.of("Included") if f.subject == payee for call in f.body["calls"] if call[0] == contract]
    scored = sorted({m["round"] for _, m in calls if m["kind"] in REPORTS and m["round"] in numbers})
    if scored:
        yield f"  reported on rounds {_listed(scored)}"


def description(found: Sold) -> Iterator[str]:
    """Lines about a version: what it is, what it took in, and who made it."""
    body = found.deployed
    price, certified = body["price"] / TOKEN, body["certified"] / 1e6
    yield f"version {found.version}: model {body['model']} of {body['owner']}, first sold at {price:g}"
    yield f"  certificate {body['certificate']}: {certified:.4f} of its answers are right"
    if found.requests:
        yield f"  fees divided: {found.fees / TOKEN:g} for {found.requests:,} requests"
    if not found.source:
        yield "  no round made it: its owner gets what contributors would"
        return
    yield f"  made as {found.source} by rounds {_listed([made.number for made in found.rounds])}"
    used = [work for work in found.works if work.accepted]
    of = {name: len({getattr(work, name) for work in used}) for name in ("trainer", "job", "data", "provider")}
    yield (
        f"  out of {len(used)} updates of {of['trainer']} trainers, {of['job']} jobs on {of['data']} data sets of "
        f"{of['provider']} providers"
    )


def _ran_on(told: Told, owner: str) -> frozenset[tuple[str, str]]:
    """(submitter, digest) of the jobs that ran on somebody's nodes."""
    return frozenset(
        key
        for key, jobs in told.jobs.items()
        if any(node.rpartition("/")[0] == owner for _, nodes, *_ in jobs for node in nodes.split(","))
    )


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
