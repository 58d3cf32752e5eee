"""How a member closes its books once a day: counts what came in, pays its bills, takes the rest home, sells the token."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import simpy

from agents.behaviours.slowly import instalment
from agents.behaviours.trading import POOL
from agents.business import Enterprise
from agents.roles.bond import Bond, asked
from sim.durations import DAY
from sim.messages.bridge import Redeem
from sim.messages.exchange import Trade
from sim.messages.message import Receipt
from sim.money import TOKEN, part
from sim.world.books import Books, record
from sim.world.price import quoted

if TYPE_CHECKING:
    from agents.roles.role import Life, Role

BRIDGE = "bridge"
SLIPPAGE = 0.05
"""Part of what the pool promises that may be lost to others who come first."""
YEAR_DAYS = 365


@dataclass
class Bookkeeping:
    """The books of one role: a story beside its own, from its first day until everything is sold."""

    role: Role
    enterprise: Enterprise
    bond: Bond | None = field(init=False)
    """What it buys before it comes; None for who has its stake from the beginning."""
    unpaid: int = 0
    """Base units of dollars of bills that it could not pay."""
    billed: float = 0.0
    """Dollars of hardware that it has been charged for."""
    profits: tuple[float, ...] = ()
    """Dollars, one for each day on which it took part."""
    free: float | None = None
    """When it had left and got its stake back, in seconds."""

    def __post_init__(self) -> None:
        enterprise = self.enterprise
        self.bond = Bond(self.role, enterprise.terms) if enterprise.terms.bond and not enterprise.inside else None

    def books(self, price: float) -> Books:
        """What it knows of its own business, with this price of the token."""
        cost = self.enterprise.expected(self.role.factory.observer.rent)
        return Books(cost, price, self.enterprise.inside, self.profits, not self.unpaid)

    def story(self) -> Life:
        """Close the books at the same hour of every day; each keeps hours of its own, so that not all sell at once."""
        role, account = self.role, self.role.account
        hour = float(role.factory.streams.of("agent", role.group, role.index, "hour").uniform(0.0, DAY))
        tokens, dollars, opened, day = self._wealth(), self._held("usd"), role.now, 0
        while not self._over():
            yield role.next(until=hour + day * DAY)
            span, inside = (role.now - opened) / DAY, self._inside(opened)
            price, staked = self._price(), self._staked()
            earned, income = self._wealth() - tokens, self._held("usd") - dollars
            costs = self._costs(inside, span * staked * price / TOKEN)
            revenue = (earned * price + income) / TOKEN
            profit = revenue - sum(costs)
            opened, day = role.now, day + 1
            offer = self._offer(income)
            taken = yield from self._pay(costs[0] + costs[1], offer)
            sold, proceeds = yield from self._trade(offer)
            # What came in while it paid and sold is tomorrow's.
            tokens, dollars = tokens + earned - sold, dollars + income - taken + proceeds
            flows = (earned, sold, income, taken, self.unpaid, staked)
            record(role.factory, (role.now, account, role.role, inside > 0, price, *flows, revenue, *costs, profit))
            # A part of a day says little about the others.
            self.profits = (*self.profits, profit) if day > 1 and inside == span else self.profits
            role.books = self.books(price)

    def _costs(self, inside: float, staked: float) -> tuple[float, float, float]:
        """Dollars since the last closing: hardware, fixed cost, and the return that a stake would have earned elsewhere."""
        terms, spent = self.enterprise.terms, self.role.factory.observer.billed(self.role.account)
        hardware, self.billed = self.enterprise.factor * (spent - self.billed), spent
        return hardware, self.enterprise.factor * terms.fixed * inside, terms.capital / YEAR_DAYS * staked

    def _pay(self, bill: float, offer: int) -> Generator[simpy.Event, Any, int]:
        """Pay the bills outside, old ones as well, and take home what is beyond the reserve and what it is about to spend;
        says what left the factory."""
        due, held = self.unpaid + round(bill * TOKEN), self._held("usd")
        kept = min(offer, max(held - due, 0))
        taken = self.enterprise.home(held - kept, due)
        if self.role.gone or self._waits():
            taken = held if self.role.gone else min(held, due)
        if taken:
            receipt: Receipt = yield self.role.send(Redeem(taken))
            taken = taken if receipt.accepted else 0
        self.unpaid = max(due - taken, 0)
        return taken

    def _trade(self, offer: int) -> Generator[simpy.Event, Any, tuple[int, int]]:
        """Buy with what it offers, or sell what it has earned; says how many base units of token were sold, and of dollars
        got for them: below zero what was bought and paid."""
        if offer:
            spent, bought = yield from self._order("usd", min(offer, self._held("usd")), "token")
            return -bought, -spent
        return (yield from self._order("token", self._surplus(), "usd"))

    def _order(self, give: str, amount: int, take: str) -> Generator[simpy.Event, Any, tuple[int, int]]:
        """Trade on the pool; says how many base units were given and got."""
        ledger = self.role.factory.chain.ledger
        if amount <= 0:
            return 0, 0
        given, taken = ledger.balance(POOL, give), ledger.balance(POOL, take)
        least = part(amount * taken // (given + amount), 1 - SLIPPAGE) if given else 0
        if not least:
            return 0, 0
        before = len(ledger.entries)
        receipt: Receipt = yield self.role.send(Trade(give, amount, take, least))
        if not receipt.accepted:
            return 0, 0
        got = (take, POOL, self.role.account)
        return amount, sum(entry.amount for _, entry in ledger.since(before) if entry[:3] == got)

    def _offer(self, income: int) -> int:
        """Base units of dollars with which it buys tokens today: a part of its bond, or with dollars that it has earned what
        it lacks for fees."""
        if self._waits():
            return 0 if self.bond is None else self.bond.offer()
        lacks = self.enterprise.terms.gas - self._held("token")
        if self.role.gone or lacks <= 0 or income <= 0:
            return 0
        return min(asked(self.role.factory.chain.ledger, lacks), income)

    def _waits(self) -> bool:
        """Whether it has not come in yet."""
        return not self.enterprise.inside and not self.role.gone and self._member() is None

    def _surplus(self) -> int:
        """Base units that it wants to sell today: what is beyond its needs, or a part of everything once it has left."""
        role, beyond = self.role, self._held("token") - self.enterprise.terms.gas
        if not role.gone:
            kept = role.stake if self.bond is None else self.bond.kept(beyond)
            return beyond - kept if self._waits() else beyond
        if self._staked():
            return 0
        self.free = role.now if self.free is None else self.free
        return instalment(max(beyond, 0), role.now, self.free + self.enterprise.terms.exit_days * DAY, DAY)

    def _over(self) -> bool:
        """Whether it has left and has nothing more to sell or to take home."""
        terms = self.enterprise.terms
        return self.role.gone and not self._staked() and self._held("token") <= terms.gas and not self._held("usd")

    def _inside(self, opened: float) -> float:
        """Days for which it took part since the books were opened, at that second."""
        member = self._member()
        if member is None:
            return 0.0
        until: float = self.role.now if member.left is None else member.left
        since: float = max(member.since, opened)
        return max(until - since, 0.0) / DAY

    def _member(self) -> Any:
        """Its line on the register; None before it has come."""
        return self.role.factory.chain.contracts["registry"].published()["members"].get(self.role.account)

    def _wealth(self) -> int:
        return self._held("token") + self._staked()

    def _staked(self) -> int:
        return self.role.factory.observer.staked(self.role.account)

    def _held(self, asset: str) -> int:
        return self.role.factory.chain.ledger.balance(self.role.account, asset)

    def _price(self) -> float:
        factory = self.role.factory
        return quoted(factory.blueprint.price, factory.env.now, factory.chain.ledger.balance)
