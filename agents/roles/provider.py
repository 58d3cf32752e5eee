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
from sim.messages.message import Message, Receipt, To
from sim.messages.training_round import Offer
from sim.world.worlds import MAIN


class Provider(Role):
    """Joins, offers its shards, and every day offers anew those that differ from what it has on offer. Where there is a data
    market it lists them there under a licence, opens the rows that are challenged, and withdraws what it no longer consents
    to."""

    role: ClassVar[str] = "provider"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({RowChallenged})

    def live(self) -> Life:
        yield from self.join()
        offered: dict[tuple[str, str, int], str] = {}
        while self.stays():
            day = int(self.now // DAY)
            yield from self.withdraw()
            for task in self.tasks:
                yield from self.offer(task, day, offered)
            while (challenged := (yield self.next(RowChallenged, until=(day + 1) * DAY))) is not None:
                leaves = self.factory.lab.leaves(challenged.data)
                proof = path(leaves, challenged.row)
                yield self.send(OpenRow(challenged.challenge, leaves[challenged.row], proof))
        yield from self.leave()

    def offer(self, task: str, day: int, offered: dict[tuple[str, str, int], str]) -> Life:
        """Offer what differs; `offered` maps contract, task and shard to the key that stands for it there."""
        holdings, contracts = self.factory.worlds.of(task), self.contracts(task)
        sent = []
        for shard in self.factory.shards_of(self, task):
            examples = self.behaviour.offer(self.see(), holdings.shard(shard, holdings.since(day)))
            if examples is None:
                continue
            key = self.factory.lab.learn(examples)
            for contract in contracts:
                place = (contract, task, shard)
                message = self.offers(contract, key, examples, offered.get(place, ""))
                if message is not None:
                    sent.append((place, key, self.send(To(contract, message))))
        for place, key, event in sent:
            receipt: Receipt = yield event
            if receipt.accepted:
                offered[place] = key

    def contracts(self, task: str) -> tuple[str, ...]:
        """Where data of a task are offered: those of the main one on the data market if there is any, all others to whatever
        contract trains the task."""
        contracts = self.factory.chain.contracts
        if task == MAIN and DATA_MARKET in contracts:
            return (DATA_MARKET,)
        takers = (name for name, contract in contracts.items() if Offer in contract.handlers())
        return tuple(sorted(name for name in takers if getattr(contracts[name], "task", "") == task))

    def offers(self, contract: str, key: str, examples: Examples, old: str) -> Message | None:
        """How to put a data set on offer in the place of an older one; None when it is on offer as it should be."""
        rows = len(examples.labels)
        if contract != DATA_MARKET:
            return Offer(key, rows, old) if key != old else None
        licence, listings = self.behaviour.licence(self.see(), examples), self.listings
        standing = old if old in listings and not listings[old].gone else ""
        if key != standing:
            return ListData(key, rows, root(self.factory.lab.leaves(key)), licence, standing)
        # A price that demand has moved stays as it is; one that the provider has thought better of does not.
        return Reprice(key, licence.price) if licence.price != listings[key].licence.price else None

    def withdraw(self) -> Life:
        """Take back the consent to whatever the behaviour no longer consents to."""
        refused = [key for key in self.listings if not self.behaviour.consents(self.see(), key)]
        if refused:
            yield self.factory.env.all_of([self.send(WithdrawConsent(key)) for key in refused])

    @property
    def listings(self) -> Mapping[str, Any]:
        """What it has listed on the data market and not withdrawn, by key; nothing where there is none."""
        market = self.factory.chain.contracts.get(DATA_MARKET)
        if market is None:
            return {}
        found = market.published()["listings"]
        return {key: x for key, x in sorted(found.items()) if x.provider == self.account and x.gone != WITHDRAWN}
