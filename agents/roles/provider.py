"""The data provider: puts what it holds on offer, and what is new when its mind or the world has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from agents.roles.role import Life, Role
from sim.durations import DAY
from sim.facts import Fact
from sim.lab import Examples
from sim.merkle import path, root
from sim.messages.data_market import (
    DATA_MARKET,
    WITHDRAWN,
    ListData,
    OpenRow,
    Reprice,
    RowChallenged,
    WithdrawConsent,
)
from sim.messages.message import Message, Receipt
from sim.messages.training_round import Offer


class Provider(Role):
    """Joins, offers its shards, and every day offers anew those that differ from what it has on offer. Where there is a data
    market it lists them there under a licence, opens the rows that are challenged, and withdraws what it no longer consents
    to."""

    role: ClassVar[str] = "provider"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({RowChallenged})

    def live(self) -> Life:
        yield from self.join()
        offered: dict[int, str] = {}
        while self.stays():
            day = int(self.now // DAY)
            yield from self.withdraw()
            yield from self.offer(day, offered)
            while (challenged := (yield self.next(RowChallenged, until=(day + 1) * DAY))) is not None:
                leaves = self.factory.lab.leaves(challenged.data)
                proof = path(leaves, challenged.row)
                yield self.send(OpenRow(challenged.challenge, leaves[challenged.row], proof))
        yield from self.leave()

    def offer(self, day: int, offered: dict[int, str]) -> Life:
        """Offer what differs; `offered` maps each shard to the key that stands for it on the chain."""
        holdings = self.factory.holdings
        sent = []
        for shard in self.factory.shards_of(self):
            examples = self.behaviour.offer(self.see(), holdings.shard(shard, holdings.since(day)))
            if examples is None:
                continue
            key = self.factory.lab.learn(examples)
            message = self.offers(key, examples, offered.get(shard, ""))
            if message is not None:
                sent.append((shard, key, self.send(message)))
        for shard, key, event in sent:
            receipt: Receipt = yield event
            if receipt.accepted:
                offered[shard] = key

    def offers(self, key: str, examples: Examples, old: str) -> Message | None:
        """How to put a data set on offer in the place of an older one; None when it is on offer as it should be."""
        rows = len(examples.labels)
        if DATA_MARKET not in self.factory.chain.contracts:
            return Offer(key, rows, old) if key != old else None
        licence, listings = self.behaviour.licence(self.see(), examples), self.listings
        standing = old if old in listings and not listings[old].gone else ""
        if key != standing:
            return ListData(key, rows, root(self.factory.lab.leaves(key)), licence, standing)
        # A price that demand has moved stays as it is; one that the provider has thought better of does not.
        return Reprice(key, licence.price) if licence.price != listings[key].licence.price else None

    def withdraw(self) -> Life:
        """Take back the consent to whatever the behaviour no longer consents to."""
        for key in self.listings:
            if not self.behaviour.consents(self.see(), key):
                yield self.send(WithdrawConsent(key))

    @property
    def listings(self) -> Mapping[str, Any]:
        """What it has listed on the data market and not withdrawn, by key; nothing where there is none."""
        market = self.factory.chain.contracts.get(DATA_MARKET)
        if market is None:
            return {}
        found = market.published()["listings"]
        return {key: x for key, x in sorted(found.items()) if x.provider == self.account and x.gone != WITHDRAWN}
