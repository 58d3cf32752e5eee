"""What the referee writes down beside the chain: rounds with true quality, jobs, the cluster's timeline, wallets by day.

Nothing here is in any view. Quality is the referee's own probe on data that nobody else has: free and instant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sim.cluster.gauge import Gauge
from sim.cluster.row import JobRow, Row
from sim.durations import DAY
from sim.facts import Recorded
from sim.jobs import Job, Load, digest
from sim.messages.training_round import RoundSettled, ScoringOpened
from sim.world import measured, yardstick
from sim.world.merits import Merits
from sim.world.price import quoted
from sim.world.ticker import Ticker
from sim.world.worlds import MAIN

if TYPE_CHECKING:
    from sim.factory import Factory

PROBES = ("accuracy", "loss", "calibration")
TABLES: dict[str, dict[str, str]] = {
    "rounds": {
        "task": "str",
        "round": "int",
        "time": "float",
        "model": "str",
        "accepted": "int",
        "rejected": "int",
        "faults": "int",
        "paid": "int",
        "accuracy": "float",
        "loss": "float",
        "calibration": "float",
        "fact": "int",
    },
    "jobs": {
        "job": "str",
        "owner": "str",
        "kind": "str",
        "digest": "str",
        "cause": "int",
        "outcome": "str",
        "reason": "str",
        "queued": "float",
        "started": "float",
        "ended": "float",
        "nodes": "str",
        "gpu_seconds": "float",
        "joules": "float",
        "dollars": "float",
        "restarts": "int",
        "preemptions": "int",
    },
    "timeline": {"node": "str", "gpus": "int", "job": "str", "start": "float", "end": "float", "ended": "str"},
    "agents": {"time": "float", "account": "str", "wallet": "int", "staked": "int", "price": "float"},
    "peeks": {"time": "float", "account": "str", "grant": "str"},
    "truth": {"account": "str", "group": "str", "place": "int", "role": "str", "behaviour": "str"},
}
"""Columns of the referee's tables: times in simulated seconds, money in base units, price in dollars per token."""
SURROGATE, MARGIN = "surrogate", {"margin": "float"}
"""Table and column in which a lab that trains nothing says how far its accuracies are off."""


class Observer:
    """Records a run from outside. `progress` is told (day, accuracy, price, facts) now and then."""

    def __init__(self, factory: Factory, progress: Callable[[Mapping[str, Any]], None] | None) -> None:
        self._factory, self._progress = factory, progress
        self._row = factory.recorder.row
        for name, columns in TABLES.items():
            factory.recorder.declare(name, columns)
        self.ticker = Ticker.of(factory)
        self._merits = Merits(factory)
        self._submitted: dict[str, tuple[str, str, int]] = {}
        self._served: list[tuple[float, str, int]] = []
        """What has ended, as it did: in the order of time."""
        self._gauge: Gauge | None = None
        self._accuracy, self._looked = float("nan"), -1.0
        self._billed: dict[str, float] = {}
        self.rent = 1.0
        """What rented hardware costs, as a multiple of its list price."""
        self._met: dict[tuple[int, str], float] = {}

    def submitted(self, key: str, job: Job | Load, cause: int) -> None:
        """A job goes to the cluster."""
        self._submitted[key] = (type(job).__name__, digest(job), cause)

    def job(self, row: Row) -> None:
        """The cluster reports a finished job, or a span of its timeline."""
        if isinstance(row, JobRow):
            kind, content, cause = self._submitted.pop(row.key)
            rent = row.dollars * self.rent
            self._billed[row.owner] = self.billed(row.owner) + rent
            nodes, started = ",".join(row.nodes), float("nan") if row.started is None else row.started
            self._row(
                "jobs",
                (
                    row.key,
                    row.owner,
                    kind,
                    content,
                    cause,
                    row.outcome,
                    row.reason,
                    row.queued,
                    started,
                    row.ended,
                    nodes,
                    row.gpu_seconds,
                    row.joules,
                    rent,
                    row.restarts,
                    row.preemptions,
                ),
            )
        else:
            self._row("timeline", (row.node, row.gpus, row.job or "", row.start, row.end, row.ended))
            if row.job is not None:
                owner = row.node.rpartition("/")[0]
                self.gauge.note(row)
                self._served.append((row.end, owner, round((row.end - row.start) * row.gpus * 1000)))

    def met(self, model: str) -> float:
        """Share of right answers that whoever uses a kept model meets today. What is asked every hour is measured once."""
        factory, day = self._factory, int(self._factory.env.now // DAY)
        if (day, model) not in self._met:
            self._met = {key: found for key, found in self._met.items() if key[0] == day}
            test = factory.holdings.test(day)
            self._met[day, model] = factory.lab.probe(factory.task, model, test, ("accuracy",))["accuracy"]
        return self._met[day, model]

    def billed(self, account: str) -> float:
        """Dollars that the finished jobs of an account have cost so far."""
        return self._billed.get(account, 0.0)

    def staked(self, account: str) -> int:
        """Base units of token that contracts keep for an account, as stakes."""
        chain = self._factory.chain
        keepers = (name for name, contract in chain.contracts.items() if contract.keeps_stakes)
        return sum(chain.ledger.balance(f"{name}/stake/{account}") for name in keepers)

    @property
    def gauge(self) -> Gauge:
        """What contracts may read of the cluster."""
        if self._gauge is None:
            self._gauge = Gauge(self._factory.cluster)
        return self._gauge

    def served(self, since: float, until: float) -> dict[str, int]:
        """GPU-milliseconds by compute owner of what ended in [since, until)."""
        served: dict[str, int] = {}
        first, beyond = (bisect_left(self._served, at, key=itemgetter(0)) for at in (since, until))
        for _, owner, span in self._served[first:beyond]:
            served[owner] = served.get(owner, 0) + span
        return dict(sorted(served.items()))

    def fact(self, recorded: Recorded) -> None:
        """A fact is on the record; a settled round is probed."""
        fact = recorded.fact
        if self.ticker is not None:
            self.ticker.fact(recorded)
        if isinstance(fact, ScoringOpened):
            self._merits.opened(fact, recorded.time)
        if isinstance(fact, RoundSettled):
            factory = self._factory
            test = factory.worlds.of(fact.task).test(int(recorded.time // DAY))
            found = factory.lab.probe(fact.task, fact.model, test, PROBES)
            if fact.task == MAIN:
                self._accuracy = found["accuracy"]
            self._row(
                "rounds",
                (
                    fact.task,
                    fact.round,
                    recorded.time,
                    fact.model,
                    len(fact.accepted),
                    len(fact.rejected),
                    len(fact.faults),
                    fact.paid,
                    *(found[name] for name in PROBES),
                    recorded.number,
                ),
            )
            yardstick.measure(factory, fact, recorded.time, int(recorded.time // DAY))
            self._report()

    def days(self) -> Any:
        """A process that looks at every wallet once a day."""
        while True:
            self.look()
            yield self._factory.env.timeout(DAY)

    def close(self) -> None:
        """The last look, who was who, and what of all this is measured."""
        self.look()
        measured.record(self._factory)
        if self._factory.lab.margin:
            self._factory.recorder.declare(SURROGATE, MARGIN)
            self._row(SURROGATE, (self._factory.lab.margin,))
        for account, player in sorted(self._factory.players.items()):
            label = player.label
            self._row("truth", (account, player.group, player.index, label["role"], label["behaviour"]))
        self._report()

    def look(self) -> None:
        """Look at every wallet, once a second at most."""
        factory, now = self._factory, self._factory.env.now
        if now == self._looked:
            return
        self._looked = now
        ledger = factory.chain.ledger
        price = quoted(factory.blueprint.price, now, ledger.balance)
        for account in sorted(factory.players):
            self._row("agents", (now, account, ledger.balance(account), self.staked(account), price))

    def _report(self) -> None:
        if self._progress is not None:
            now = self._factory.env.now
            facts = self._factory.recorder.rows("facts")
            price = quoted(self._factory.blueprint.price, now, self._factory.chain.ledger.balance)
            self._progress({"day": now / DAY, "accuracy": self._accuracy, "price": price, "facts": facts})
