"""The adversary wraps: a deviation is an honest behaviour of which one decision is corrupted.

Every decision of every role is forwarded here, one by one and in plain sight, to the behaviour inside (which `whom` may
choose anew each time); a deviation overrides the one it means. A test holds this list against the protocols.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.jobs import Evaluation, Job, Outcome, Result, Score, Training, Vector
from sim.lab import Examples
from sim.messages.audit import AuditOpened, Certified
from sim.messages.bounty import BountyJudged, BountyPosted, PostBounty
from sim.messages.compute_market import Leased, OfferCards, Rent
from sim.messages.court import Statement
from sim.messages.data_market import Licence
from sim.messages.exchange import Provide, Reclaim, Trade
from sim.messages.governor import Propose
from sim.messages.host import Asked, Ordered
from sim.messages.message import Message, To, Transaction
from sim.messages.registry import Attest
from sim.messages.training_round import AggregationOpened, Assigned, RoundSettled, ScoringOpened
from sim.view import View
from sim.world.demand import Counts, Crowd, Offer


@dataclass(frozen=True)
class Deviation(Behaviour):
    """Does what `inner` does."""

    inner: Any = field(kw_only=True)
    """The behaviour that is deviated from: any of the same role."""

    def whom(self, view: View, decision: str) -> tuple[Any, View]:
        """The behaviour that takes the decision of this name, and what it sees: the view, with a memory of its own."""
        return self.inner, view

    @property
    def listens(self) -> frozenset[type[Fact]]:
        kinds: frozenset[type[Fact]] = self.inner.listens
        return kinds

    def begin(self) -> Any:
        return self.inner.begin()

    def remember(self, view: View, fact: Fact) -> Any:
        return self.inner.remember(view, fact)

    def joins(self, view: View) -> float:
        behaviour, seen = self.whom(view, "joins")
        return float(behaviour.joins(seen))

    def stays(self, view: View) -> bool:
        behaviour, seen = self.whom(view, "stays")
        return bool(behaviour.stays(seen))

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        behaviour, seen = self.whom(view, "react")
        messages: Iterable[Message | To | Tipped] = behaviour.react(seen, fact)
        return messages

    def answer(self, view: View, asked: Asked) -> Any:
        behaviour, seen = self.whom(view, "answer")
        return behaviour.answer(seen, asked)

    def perform(self, view: View, order: Ordered) -> Job | None:
        behaviour, seen = self.whom(view, "perform")
        job: Job | None = behaviour.perform(seen, order)
        return job

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        behaviour, seen = self.whom(view, "deliver")
        return behaviour.deliver(seen, order, result)

    # the trainer
    def plan(self, view: View, task: Assigned) -> Training | None:
        behaviour, seen = self.whom(view, "plan")
        job: Training | None = behaviour.plan(seen, task)
        return job

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        behaviour, seen = self.whom(view, "submit")
        update: Vector | None = behaviour.submit(seen, delta)
        return update

    def hold(self, view: View, task: Assigned) -> float:
        behaviour, seen = self.whom(view, "hold")
        return float(behaviour.hold(seen, task))

    def shares(self, view: View, delta: Vector | None) -> Any:
        behaviour, seen = self.whom(view, "shares")
        return behaviour.shares(seen, delta)

    def excuse(self, view: View, outcome: Outcome) -> Message | None:
        behaviour, seen = self.whom(view, "excuse")
        message: Message | None = behaviour.excuse(seen, outcome)
        return message

    # the validator
    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        behaviour, seen = self.whom(view, "assess")
        job: Evaluation | None = behaviour.assess(seen, scoring, own)
        return job

    def waits(self, view: View, scoring: ScoringOpened) -> float:
        behaviour, seen = self.whom(view, "waits")
        return float(behaviour.waits(seen, scoring))

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        behaviour, seen = self.whom(view, "score")
        scores: Mapping[str, int] | None = behaviour.score(seen, scoring, found)
        return scores

    # the aggregator
    def includes(self, view: View, opened: AggregationOpened) -> tuple[str, ...]:
        behaviour, seen = self.whom(view, "includes")
        included: tuple[str, ...] = behaviour.includes(seen, opened)
        return included

    def publishes(self, view: View, opened: AggregationOpened, update: Vector | None) -> Vector | None:
        behaviour, seen = self.whom(view, "publishes")
        published: Vector | None = behaviour.publishes(seen, opened, update)
        return published

    # the data provider
    def offer(self, view: View, shard: Examples) -> Examples | None:
        behaviour, seen = self.whom(view, "offer")
        offered: Examples | None = behaviour.offer(seen, shard)
        return offered

    def licence(self, view: View, offered: Examples) -> Licence:
        behaviour, seen = self.whom(view, "licence")
        terms: Licence = behaviour.licence(seen, offered)
        return terms

    def consents(self, view: View, data: str) -> bool:
        behaviour, seen = self.whom(view, "consents")
        return bool(behaviour.consents(seen, data))

    # the compute owner
    def brings(self, view: View, machines: int) -> int:
        behaviour, seen = self.whom(view, "brings")
        return int(behaviour.brings(seen, machines))

    def rents_out(self, view: View, cards: int) -> OfferCards | None:
        behaviour, seen = self.whom(view, "rents_out")
        offered: OfferCards | None = behaviour.rents_out(seen, cards)
        return offered

    def serves_out(self, view: View) -> bool:
        behaviour, seen = self.whom(view, "serves_out")
        return bool(behaviour.serves_out(seen))

    # the renter
    def needs(self, view: View) -> Rent | None:
        behaviour, seen = self.whom(view, "needs")
        wanted: Rent | None = behaviour.needs(seen)
        return wanted

    def runs(self, view: View, leased: Leased, hours: float) -> float:
        behaviour, seen = self.whom(view, "runs")
        return float(behaviour.runs(seen, leased, hours))

    # the holder
    def proposes(self, view: View) -> Propose | None:
        behaviour, seen = self.whom(view, "proposes")
        proposal: Propose | None = behaviour.proposes(seen)
        return proposal

    def delegates(self, view: View) -> str:
        behaviour, seen = self.whom(view, "delegates")
        return str(behaviour.delegates(seen))

    # the user
    def people(self, view: View) -> Crowd:
        behaviour, seen = self.whom(view, "people")
        crowd: Crowd = behaviour.people(seen)
        return crowd

    def comes(self, view: View, crowd: Crowd) -> float:
        behaviour, seen = self.whom(view, "comes")
        next_time: float = behaviour.comes(seen, crowd)
        return next_time

    def wants(self, view: View, offers: tuple[Offer, ...], crowd: Crowd, since: float) -> Counts:
        behaviour, seen = self.whom(view, "wants")
        wanted: Counts = behaviour.wants(seen, offers, crowd, since)
        return wanted

    def checks(self, view: View, version: int, bought: int, checked: int) -> int:
        behaviour, seen = self.whom(view, "checks")
        return int(behaviour.checks(seen, version, bought, checked))

    def states(self, view: View, version: int, tried: int, succeeded: int) -> int:
        behaviour, seen = self.whom(view, "states")
        return int(behaviour.states(seen, version, tried, succeeded))

    # the developer
    def release(self, view: View, settled: RoundSettled) -> str | Vector | None:
        behaviour, seen = self.whom(view, "release")
        model: str | Vector | None = behaviour.release(seen, settled)
        return model

    def renews(self, view: View, selling: int) -> bool:
        behaviour, seen = self.whom(view, "renews")
        return bool(behaviour.renews(seen, selling))

    def sells(self, view: View, certified: Certified, selling: int | None) -> bool:
        behaviour, seen = self.whom(view, "sells")
        return bool(behaviour.sells(seen, certified, selling))

    def recalls(self, view: View, selling: int) -> int | None:
        behaviour, seen = self.whom(view, "recalls")
        onto: int | None = behaviour.recalls(seen, selling)
        return onto

    def attempts(self, view: View, posted: BountyPosted) -> Training | None:
        behaviour, seen = self.whom(view, "attempts")
        job: Training | None = behaviour.attempts(seen, posted)
        return job

    def enters(self, view: View, posted: BountyPosted, trained: Vector | None) -> Vector | None:
        behaviour, seen = self.whom(view, "enters")
        model: Vector | None = behaviour.enters(seen, posted, trained)
        return model

    # the requester
    def posts(self, view: View) -> PostBounty | None:
        behaviour, seen = self.whom(view, "posts")
        posted: PostBounty | None = behaviour.posts(seen)
        return posted

    def refuses(self, view: View, judged: BountyJudged) -> bool:
        behaviour, seen = self.whom(view, "refuses")
        return bool(behaviour.refuses(seen, judged))

    # the auditor
    def examine(self, view: View, opened: AuditOpened, own: Evaluation) -> Evaluation | None:
        behaviour, seen = self.whom(view, "examine")
        job: Evaluation | None = behaviour.examine(seen, opened, own)
        return job

    def certify(self, view: View, opened: AuditOpened, found: Score | None) -> int | None:
        behaviour, seen = self.whom(view, "certify")
        stated: int | None = behaviour.certify(seen, opened, found)
        return stated

    def measures(self, view: View, opened: AuditOpened, test: str, found: tuple[Score, ...] | None) -> int | None:
        behaviour, seen = self.whom(view, "measures")
        stated: int | None = behaviour.measures(seen, opened, test, found)
        return stated

    # the trader
    def trades(self, view: View) -> Trade | Provide | Reclaim | None:
        behaviour, seen = self.whom(view, "trades")
        order: Trade | Provide | Reclaim | None = behaviour.trades(seen)
        return order

    # the issuer
    def vouches(self, view: View, account: str, person: str) -> Attest | None:
        behaviour, seen = self.whom(view, "vouches")
        attest: Attest | None = behaviour.vouches(seen, account, person)
        return attest

    # the proposer
    def censors(self, view: View, pending: tuple[Transaction, ...]) -> frozenset[str]:
        behaviour, seen = self.whom(view, "censors")
        return frozenset(behaviour.censors(seen, pending))

    # the juror
    def votes(self, view: View, statement: Statement) -> bool | None:
        behaviour, seen = self.whom(view, "votes")
        vote: bool | None = behaviour.votes(seen, statement)
        return vote
