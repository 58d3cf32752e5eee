"""What it would bring to put two orders around somebody else's on a pool."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

from agents.behaviours.trading import GAS, POOL
from sim.effects.money import Swap
from sim.messages.exchange import Trade
from sim.messages.message import Transaction
from sim.seams.exchange import ExchangeView
from sim.view import View

SIZES = 12
"""Sizes that are looked at: the largest that the order bears, and half of each of them."""


@dataclass(frozen=True, slots=True)
class Squeeze:
    """Two orders around another one's: `amount` of `give` for `least` of `take` before it, and all of that back after it."""

    order: str
    """Hash of the transaction in the middle."""
    give: str
    amount: int
    take: str
    least: int
    gain: int
    """Base units of the token that it comes out ahead by, fees paid, if the order comes in between."""
    loss: int
    """Base units of the token that going there and back costs if it does not: the fees of the pool and of the chain."""
    late: bool
    """Whether the first leg would miss the block that the order is in."""
    until: float
    """The time of the block that the first leg can be in, in seconds."""
    bought: int = 0
    """What the first leg brought; 0 before it is served."""

    def opening(self, account: str) -> tuple[str, str, int]:
        """What the first leg looks like on the record: whose it is, and what is given."""
        return account, self.give, self.amount

    def returns(self, view: View) -> int:
        """Base units of `give` that all that was bought would bring now."""
        return Pool.of(view).quote(self.take, self.bought, self.give)[0]


@dataclass(frozen=True)
class Pool:
    """A pool with what lies in it now, and the rule that says what an order gets: public, and so anybody may ask it."""

    rule: Any
    state: Any
    account: str
    reserves: dict[str, int]

    @staticmethod
    def of(view: View) -> Pool:
        rule, state = view.chain.rule(POOL, "exchange")
        return Pool(rule, state, view.account, {asset: view.chain.balance(POOL, asset) for asset in ("token", "usd")})

    def quote(self, give: str, amount: int, take: str) -> tuple[int, Pool]:
        """What an order would get, and the pool after it; 0 from a rule that does not answer at once."""
        if {give, take} != set(self.reserves):
            return 0, self
        ruled = self.rule.decide(ExchangeView(self.account, give, amount, take, self.reserves, 0), self.state)
        effects = () if isinstance(ruled, Generator) else ruled[0]
        out = sum(effect.take_amount for effect in effects if isinstance(effect, Swap))
        after = {give: self.reserves[give] + amount, take: self.reserves[take] - out} if out else self.reserves
        return out, Pool(self.rule, self.state, self.account, after)

    def serving(self, orders: Iterable[Trade]) -> Pool:
        """The pool after these orders, each of which is served if it gets the least that it accepts."""
        pool = self
        for order in orders:
            out, after = pool.quote(order.give, order.amount, order.take)
            pool = after if out >= order.least else pool
        return pool

    def worth(self, asset: str, amount: int) -> int:
        """Base units of the token that so much of an asset is worth at the pool's price."""
        return amount if asset == "token" else amount * self.reserves["token"] // self.reserves["usd"]


def squeeze(view: View, transaction: Transaction, order: Trade, tip: int) -> Squeeze | None:
    """The best of a few sizes at which the order in a pending transaction is still served, the first leg tipped with `tip`
    base units per gas; None where there is none, or no money for it. It counts on the block that can be seen coming: every
    order that is pending now, in its turn."""
    pool, fees = Pool.of(view), view.chain.fee("Trade", tip=tip) + view.chain.fee("Trade")
    held = view.chain.balance(view.account, order.give) - (GAS if order.give == "token" else 0)
    if {order.give, order.take} != set(pool.reserves) or not all(pool.reserves.values()) or view.balance < fees:
        return None
    until = view.chain.lands(view.time)
    late = until > view.chain.lands(transaction.sent)
    ahead, behind = _others(view, tip)
    pool, found = pool.serving(ahead), []
    amount = _most(pool, order, held)
    for _ in range(SIZES):
        least, opened = pool.quote(order.give, amount, order.take)
        if amount < 1 or least < 1:
            break
        back = opened.serving(behind).quote(order.take, least, order.give)[0]
        gain = pool.worth(order.give, back - amount) - fees
        loss = pool.worth(order.give, amount - opened.quote(order.take, least, order.give)[0]) + fees
        found.append(Squeeze(transaction.hash, order.give, amount, order.take, least, gain, loss, late, until))
        amount //= 2
    return max(found, key=lambda one: one.gain, default=None)


def _others(view: View, tip: int) -> tuple[list[Trade], list[Trade]]:
    """Everybody else's pending orders, by tip and hash: those that come before an order with this tip, and the rest."""
    pending = sorted(view.chain.pending(), key=lambda waiting: (-waiting.tip, waiting.hash))
    orders = [
        (waiting.tip, message)
        for waiting in pending
        for contract, message in waiting.calls
        if waiting.sender != view.account and contract == POOL and isinstance(message, Trade)
    ]
    return [order for tips, order in orders if tips >= tip], [order for tips, order in orders if tips < tip]


def _most(pool: Pool, order: Trade, held: int) -> int:
    """The most that can be given before an order that then still gets the least that it accepts; 0: nothing."""

    def serves(amount: int) -> bool:
        _, after = pool.quote(order.give, amount, order.take) if amount else (0, pool)
        return after.quote(order.give, order.amount, order.take)[0] >= max(order.least, 1)

    low, high = 0, max(held, 0)
    if not serves(0):
        return 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if serves(middle) else (low, middle - 1)
    return low
