"""The user: one person or a crowd, in front of the market now and then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping
from typing import Any, ClassVar, NamedTuple

import simpy

from agents.roles.role import Life, Role
from sim.messages.bridge import Deposit
from sim.messages.message import Bundle, Message, Receipt
from sim.messages.model_market import MARKET, Experience, Purchase
from sim.money import TOKEN
from sim.world.demand import Crowd, Offer, remembered
from sim.world.usage import accuracy, record


class Had(NamedTuple):
    """All answers that a user ever had, and how many of these it has checked, by version."""

    bought: dict[int, int]
    checked: dict[int, int]


class User(Role):
    """Looks at what is on sale, buys what it wants and pays in dollars that it brings; checks some answers and reports.

    It is on no register.
    """

    role: ClassVar[str] = "user"
    registers: ClassVar[bool] = False
    sees_through: ClassVar[bool] = False

    def live(self) -> Life:
        # Not attributes: what an agent is given after it was made costs it a dictionary of a kilobyte of its own.
        had = Had({}, {})
        crowd, since = self.behaviour.people(self.see()), self.now
        yield self.next(until=self.behaviour.comes(self.see(), crowd))
        while self.stays():
            crowd = yield from self.shop(crowd, since, had)
            since = self.now
            yield self.next(until=self.behaviour.comes(self.see(), crowd))
        yield from self.leave()

    def shop(self, crowd: Crowd, since: float, had: Had) -> Generator[simpy.Event, Any, Crowd]:
        """One visit, for everything wanted since the last; returns the crowd as it is afterwards."""
        for _ in range(2):  # who finds its choice gone or dearer looks again, once
            market = self.see().chain.contract(MARKET)
            versions = {n: version for n, version in sorted(market["versions"].items()) if version.live}
            seen = {n: market["perceived"][n] for n in versions}
            offers = tuple(
                Offer(self._seller(market["versions"], version.owner), seen[n], version.price / TOKEN)
                for n, version in versions.items()
            )
            wanted = self.behaviour.wants(self.see(), offers, crowd, since)
            *counts, rival, nobody = (int(count) for count in wanted.sum(axis=0))
            wishes = {n: count for n, count in zip(versions, counts, strict=True) if count}
            served = not wishes or (yield from self._buy(versions, wishes, had))
            if served:
                break
        self._record(versions, seen, wishes if served else {}, rival, nobody)
        return remembered(crowd, offers, wanted) if served else crowd

    def _buy(
        self, versions: Mapping[int, Any], wishes: Mapping[int, int], had: Had
    ) -> Generator[simpy.Event, Any, bool]:
        """Pay for everything at once, and report on what was checked; says whether it took effect."""
        view = self.see()
        cost = sum(count * versions[n].price for n, count in wishes.items())
        missing = cost - view.chain.balance(self.account, "usd")
        messages: list[Message] = [Deposit(missing)] if missing > 0 else []
        messages += [Purchase(n, count, versions[n].price) for n, count in wishes.items()]
        tried = Counter[int]()
        for n, count in wishes.items():
            bought, checked = had.bought.get(n, 0) + count, had.checked.get(n, 0)
            tried[n] = int(self.behaviour.checks(view, n, bought, checked))
            if tried[n] > 0:
                messages.append(self._experience(n, versions[n].model, tried[n]))
        receipt: Receipt = yield self.send(Bundle(tuple(messages)))
        if receipt.accepted:
            for counts, more in ((had.bought, wishes), (had.checked, tried)):
                for n, count in more.items():
                    counts[n] = counts.get(n, 0) + count
        return receipt.accepted

    def _record(
        self, versions: Mapping[int, Any], seen: Mapping[int, float], bought: Mapping[int, int], rival: int, nobody: int
    ) -> None:
        """Write down who got how many of this visit's requests."""
        now, none = self.now, float("nan")
        for n, count in bought.items():
            v, true = versions[n], accuracy(self.factory, versions[n].model)
            sold = (v.price / TOKEN, count * v.price, seen[n], v.certified / 10**6, true)
            record(self.factory, (now, self.account, v.owner, n, count, *sold))
        for other, count in (("rival", rival), ("nobody", nobody)):
            if count:
                record(self.factory, (now, self.account, other, 0, count, none, 0, none, none, none))

    def _experience(self, version: int, model: str, tried: int) -> Experience:
        stream = self.factory.streams.of("agent", self.group, self.index, "experience")
        succeeded = int(stream.binomial(tried, accuracy(self.factory, model)))
        return Experience(version, int(self.behaviour.states(self.see(), version, tried, succeeded)), tried)

    @staticmethod
    def _seller(versions: Mapping[int, Any], owner: str) -> int:
        """A seller goes by the number of its first version."""
        return min(n for n, version in versions.items() if version.owner == owner)
