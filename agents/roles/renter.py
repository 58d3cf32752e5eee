"""The renter: has computing of its own to do, on other people's machines."""

from __future__ import annotations

from math import ceil
from typing import ClassVar

from agents.roles.role import Life, Role
from sim.cluster.claim import Nothing
from sim.cluster.demand import Demand
from sim.cluster.request import JobRequest
from sim.durations import HOUR
from sim.facts import Fact
from sim.jobs import Load
from sim.messages.compute_market import Leased, NotLeased
from sim.messages.message import Receipt


class Renter(Role):
    """Rents cards when it needs some, and runs one job after the other on each of them, or none, until the lease is over. It
    is on no register."""

    role: ClassVar[str] = "renter"
    registers: ClassVar[bool] = False
    sees_through: ClassVar[bool] = False
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({Leased, NotLeased})
    review: ClassVar[float] = HOUR

    def live(self) -> Life:
        started = 0
        while self.stays():
            wanted = self.behaviour.needs(self.see())
            if wanted is None:
                yield self.next(until=self.now + self.review)
                continue
            receipt: Receipt = yield self.send(wanted)
            answer = (yield self.next(Leased, NotLeased, until=self.now + self.review)) if receipt.accepted else None
            if not isinstance(answer, Leased):
                yield self.next(until=self.now + self.review)
                continue
            left = float(wanted.hours)
            while left > 0:
                hours = float(self.behaviour.runs(self.see(answer), answer, left))
                if hours > 0:
                    yield from self.compute(answer, hours, started)
                    started += answer.cards
                yield self.next(until=min(self.now + self.review, answer.until))
                left = round((answer.until - self.now) / HOUR, 6)  # or what a sum of floats leaves over would count
        yield from self.leave()

    def compute(self, lease: Leased, hours: float, started: int) -> Life:
        """Run a job of so many hours of a reference card on each card of a lease, and stop what is not done at its end."""
        load = Load(hours)
        demand = Demand(load.operations, steps=ceil(60 * hours))  # one a minute, so that little is lost with a card
        keys = [f"{self.account}/{started + place + 1}" for place in range(lease.cards)]
        running = []
        for key in keys:
            self.factory.observer.submitted(key, load, self.last_fact)
            running.append(self.factory.cluster.run(JobRequest(key, self.account, Nothing(), demand, on=lease.owner)))
        yield self.factory.env.all_of(running) | self.factory.env.timeout(max(lease.until - self.now, 0.0))
        for key in keys:
            self.factory.cluster.cancel(key)
