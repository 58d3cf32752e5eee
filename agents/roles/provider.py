"""The data provider: puts what it holds on offer, and what is new when its mind or the world has changed."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role
from sim.durations import DAY
from sim.messages.message import Receipt
from sim.messages.training_round import Offer


class Provider(Role):
    """Joins, offers its shards, and every day offers anew those that differ from what it has on offer."""

    role: ClassVar[str] = "provider"

    def live(self) -> Life:
        yield from self.join()
        offered: dict[int, str] = {}
        while self.stays():
            day = int(self.now // DAY)
            yield from self.offer(day, offered)
            yield self.next(until=(day + 1) * DAY)
        yield from self.leave()

    def offer(self, day: int, offered: dict[int, str]) -> Life:
        """Offer what differs; `offered` maps each shard to the key that stands for it on the chain."""
        holdings = self.factory.holdings
        sent = []
        for shard in self.factory.shards_of(self):
            examples = self.behaviour.offer(self.see(), holdings.shard(shard, holdings.since(day)))
            if examples is None:
                continue
            key, old = self.factory.lab.learn(examples), offered.get(shard, "")
            if key != old:
                sent.append((shard, key, self.send(Offer(key, len(examples.labels), old))))
        for shard, key, event in sent:
            receipt: Receipt = yield event
            if receipt.accepted:
                offered[shard] = key
