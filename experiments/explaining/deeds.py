"""What an agent did, and what was said about it: read off the facts and the tables of the referee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.explaining.span import Span
from experiments.tracing.earnings import Earnings, Part
from experiments.tracing.payout import Payouts
from experiments.tracing.rounds import Work
from experiments.tracing.told import Said, Told

REPORTS = ("Report", "SealReport")
"""Messages by which updates are scored; a sealed report is counted when it is handed in and not when it is opened."""


@dataclass(frozen=True)
class Deeds:
    """The doings of one agent within some days."""

    payouts: Payouts
    agent: str
    span: Span

    @property
    def told(self) -> Told:
        return self.payouts.told

    def facts(self, *kinds: str, **body: object) -> list[Said]:
        """Facts of these kinds in which the fields have these values, in order."""
        return [
            fact
            for fact in self.told.of(*kinds)
            if fact.time in self.span and all(fact.body.get(name) == value for name, value in body.items())
        ]

    @cached_property
    def seats(self) -> Sequence[Work]:
        """Its seats in rounds that were settled."""
        return [work for work in self._settled if work.trainer == self.agent]

    @cached_property
    def rejections(self) -> Mapping[str, int]:
        """Why updates of it did not count, and how often."""
        found: dict[str, int] = {}
        for fact in self.facts("RoundSettled"):
            for account, reason in fact.body["rejected"]:
                if account == self.agent:
                    found[reason] = found.get(reason, 0) + 1
        return found

    @cached_property
    def uses(self) -> Sequence[Work]:
        """Seats of others that were worked on data of its own."""
        return [work for work in self._settled if work.provider == self.agent and work.update]

    @cached_property
    def earned(self) -> Mapping[str, Sequence[Part]]:
        """What each of its data sets has earned, by key; () for one that earned nothing."""
        times = self.told.disk.column("ledger", "time")
        parts = Earnings(self.payouts).parts if self.sets else {}
        return {data: [part for part in parts.get(data, ()) if times[part.entry] in self.span] for data in self.sets}

    @cached_property
    def sets(self) -> Sequence[str]:
        """Keys of the data sets that it ever offered."""
        found = self.payouts.rounds.data.items()
        return [data for data, fact in found if fact.body["provider"] == self.agent]

    @cached_property
    def calls(self) -> Mapping[str, int]:
        """Messages of it that took effect, by kind."""
        found: dict[str, int] = {}
        for fact in self.facts("Included"):
            if fact.subject == self.agent:
                for _, message in fact.body["calls"]:
                    found[message["kind"]] = found.get(message["kind"], 0) + 1
        return found

    @property
    def reports(self) -> int:
        """Rounds whose updates it scored."""
        return sum(self.calls.get(kind, 0) for kind in REPORTS)

    @cached_property
    def refusals(self) -> Mapping[str, int]:
        """Why messages of it were refused, and how often."""
        found: dict[str, int] = {}
        for fact in self.facts("Refused"):
            if fact.subject == self.agent:
                found[fact.body["reason"]] = found.get(fact.body["reason"], 0) + 1
        return found

    @cached_property
    def slashes(self) -> Sequence[Said]:
        return self.facts("Slashed", account=self.agent)

    @cached_property
    def certificates(self) -> Sequence[Said]:
        """What audits of its models came to."""
        return self.facts("Certified", "NotCertified", owner=self.agent)

    @cached_property
    def audits(self) -> Sequence[Said]:
        """Audits that it was called to."""
        return [fact for fact in self.facts("AuditOpened") if self.agent in fact.body["auditors"]]

    @cached_property
    def versions(self) -> Sequence[Said]:
        """What it put on sale."""
        return self.facts("Deployed", owner=self.agent)

    @cached_property
    def proposals(self) -> Sequence[Said]:
        return self.facts("Proposed", proposer=self.agent)

    @cached_property
    def ballots(self) -> Mapping[str, int]:
        """How often it said yes, no, or nothing when it was asked for its vote."""
        answers = {fact.body["query"]: fact.body["answers"] for fact in self.told.of("Closed")}
        found: dict[str, int] = {}
        for fact in self.facts("Asked", account=self.agent):
            question = fact.body["question"]
            if isinstance(question, Mapping) and question.get("kind") == "Ballot":
                said = answers.get(fact.body["query"], {}).get(self.agent)
                word = {True: "yes", False: "no"}.get(said, "nothing")
                found[word] = found.get(word, 0) + 1
        return found

    @cached_property
    def memberships(self) -> Sequence[Said]:
        """When it came and went."""
        return self.facts("Joined", "Left", account=self.agent)

    @cached_property
    def jobs(self) -> Sequence[Mapping[str, Any]]:
        """Its jobs that ended within the days, one row of `jobs` each."""
        return [row for row in self.told.disk.table("jobs").to_pylist() if row["owner"] == self.agent and self._in(row)]

    @cached_property
    def hosted(self) -> Sequence[Mapping[str, Any]]:
        """Spans in which jobs of anybody held cards of its nodes."""
        rows = self.told.disk.table("timeline").to_pylist()
        mine = (row for row in rows if row["job"] and row["node"].rpartition("/")[0] == self.agent)
        return [row for row in mine if row["end"] in self.span]

    @cached_property
    def books(self) -> Sequence[Mapping[str, Any]]:
        """Days of its own books, where it keeps some."""
        disk = self.told.disk
        rows = disk.table("books").to_pylist() if "books" in disk.names else []
        return [row for row in rows if row["account"] == self.agent and row["time"] in self.span]

    @cached_property
    def _settled(self) -> Sequence[Work]:
        return list(self._works())

    def _works(self) -> Iterator[Work]:
        for found in self.payouts.rounds.all.values():
            if any(fact.kind == "RoundSettled" and fact.time in self.span for fact in found.facts):
                yield from found.works

    def _in(self, job: Mapping[str, Any]) -> bool:
        return job["ended"] in self.span
