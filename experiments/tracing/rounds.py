"""The rounds of a run: what each was given, who did what in it on which data, and what was paid for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from experiments.tracing.told import Said, Told
from sim.money import TOKEN

KINDS = ("RoundOpened", "Assigned", "ScoringOpened", "RoundSettled")


class Work(NamedTuple):
    """One seat of a round: the job of a trainer on a data set of a provider, and the update that came of it ("": none)."""

    round: int
    trainer: str
    job: str
    data: str
    provider: str
    update: str
    accepted: bool


@dataclass(frozen=True)
class Round:
    """The facts of one round of one contract."""

    contract: str
    number: int
    facts: Sequence[Said]

    def body(self, kind: str) -> dict[str, Any]:
        """What the first fact of a kind says; nothing where there is none."""
        return next((fact.body for fact in self.facts if fact.kind == kind), {})

    @property
    def works(self) -> Sequence[Work]:
        """Its seats, in the order in which they were given."""
        settled, updates = self.body("RoundSettled"), dict(self.body("ScoringOpened").get("updates", ()))
        accepted = set(settled.get("accepted", ()))
        return [
            Work(
                self.number, a, body["job"]["digest"], body["data"], body["provider"], updates.get(a, ""), a in accepted
            )
            for body in (fact.body for fact in self.facts if fact.kind == "Assigned")
            for a in (body["account"],)
        ]


class Rounds:
    """All rounds of a run."""

    def __init__(self, told: Told) -> None:
        self.told = told

    @cached_property
    def all(self) -> Mapping[tuple[str, int], Round]:
        """Rounds by contract and number."""
        found = defaultdict[tuple[str, int], list[Said]](list)
        for fact in self.told.of(*KINDS):
            found[fact.subject, fact.body["round"]].append(fact)
        return {key: Round(*key, facts) for key, facts in found.items()}

    @cached_property
    def makes(self) -> Mapping[str, tuple[str, int]]:
        """Contract and number of the round that first made a model, by its key."""
        found: dict[str, tuple[str, int]] = {}
        for fact in self.told.of("RoundSettled"):
            found.setdefault(fact.body["model"], (fact.subject, fact.body["round"]))
        return found

    @cached_property
    def data(self) -> Mapping[str, Said]:
        """Who offered or listed a data set last, by its key."""
        return {fact.body["data"]: fact for fact in self.told.of("Listed", "Offered")}

    def behind(self, payer: str, causes: Sequence[Said]) -> Round | None:
        """The round that was opened by one of these facts, whose contract is the payer or has it as a purse; None when a
        payout belongs to none."""
        return next((found for found in self.around(causes) if found.contract == payer.partition("/")[0]), None)

    def around(self, causes: Iterable[Said]) -> Iterator[Round]:
        """The rounds that were opened by one of these facts: those in which happened what they caused."""
        return (self.all[self._opened[cause.number]] for cause in causes if cause.number in self._opened)

    @cached_property
    def _opened(self) -> Mapping[int, tuple[str, int]]:
        return {self.told.cause(f.number): (f.subject, f.body["round"]) for f in self.told.of("RoundOpened")}


def provenance(rounds: Rounds, payer: str, payee: str, causes: Sequence[Said]) -> Iterator[str]:
    """Lines about a payout: its round, then what the payee was given, did and handed in, as far as it did any of it."""
    found = rounds.behind(payer, causes)
    if found is None:
        return
    opened, settled = found.body("RoundOpened"), found.body("RoundSettled")
    model = settled.get("model", "nothing")
    yield f"round {found.number}: pot {opened['pot'] / TOKEN:g}, model {opened['model']} became {model}"
    for work in found.works:
        if work.trainer != payee:
            continue
        for kind, nodes, seconds, dollars, outcome in rounds.told.jobs.get((payee, work.job), ()):
            if kind == "Training":
                yield f"  job {work.job}: {outcome} on {nodes or 'nothing'}, {seconds:.0f} GPU seconds, ${dollars:.2f}"
        if work.update:
            verdict = "accepted" if work.accepted else "not accepted"
            score = dict(settled.get("scores", ())).get(payee, 0)
            yield f"  update {work.update}: {verdict}, loss removed {score / 1e6:.6f} nats"
        offered = rounds.data[work.data].body if work.data in rounds.data else {}
        yield f"  data {work.data}: {offered.get('rows', 'unknown')} rows offered by {work.provider}"
