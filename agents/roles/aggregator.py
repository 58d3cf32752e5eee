"""The aggregator: makes one update out of many, in the place of the chain."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from agents.roles.role import Life, Role
from sim.effects.judgement import Publish
from sim.facts import Fact
from sim.jobs import Vector
from sim.messages.message import To
from sim.messages.training_round import Aggregate, AggregationOpened


class Aggregator(Role):
    """Joins, and applies the rule in force to the updates of every round that it was chosen to aggregate."""

    role: ClassVar[str] = "aggregator"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({AggregationOpened})

    def live(self) -> Life:
        yield from self.join()
        while self.stays():
            opened = yield self.next(AggregationOpened, until=self.now + self.review)
            if opened is None or self.account not in opened.aggregators or opened.until <= self.now:
                continue
            included = tuple(self.behaviour.includes(self.see(opened), opened))
            update = self.behaviour.publishes(self.see(opened), opened, self.combined(opened, included))
            if update is not None:
                message = Aggregate(opened.round, self.keep(update), included)
                yield self.send(To(self.contract(opened), message))
        yield from self.leave()

    def combined(self, opened: AggregationOpened, included: tuple[str, ...]) -> Vector | None:
        """What the rule in force makes of these updates, in this order; None: nothing."""
        rule, state = self.see(opened).chain.rule(self.contract(opened), "aggregation")
        handed_in = {submission.owner: submission for submission in opened.view.submissions}
        chosen = tuple(handed_in[owner] for owner in included)
        effects, _ = rule.decide(replace(opened.view, submissions=chosen), state)
        return next((effect.value for effect in effects if isinstance(effect, Publish)), None)

    def contract(self, opened: AggregationOpened) -> str:
        """Who ordered the work."""
        return opened.window.partition("/")[0]
