"""The data provider: puts what it holds on offer, and what is new when the world has changed."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role
from sim.blueprint import DAY
from sim.messages.training_round import Offer


class Provider(Role):
    """Joins, offers its shards, and offers them anew on days when they differ."""

    role: ClassVar[str] = "provider"

    def live(self) -> Life:
        yield from self.join()
        offered: dict[int, str] = {}
        day = 0
        while self.stays():
            for shard in self.factory.shards_of(self):
                examples = self.behaviour.offer(self.see(), self.factory.holdings.shard(shard, day))
                if examples is not None:
                    key = self.factory.lab.learn(examples)
                    if key != offered.get(shard):
                        yield self.send(Offer(key, len(examples.labels), offered.get(shard, "")))
                        offered[shard] = key
            day = self.factory.holdings.next_change(day, self.factory.last_day)
            yield self.next(until=day * DAY)
        yield from self.leave()
