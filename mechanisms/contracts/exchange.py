"""A pool of two assets: whoever comes trades with it at the price of a rule; whoever fills it owns a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isqrt

from mechanisms.contracts.bridge import require_asset
from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Pay, Swap, Transfer
from sim.messages.exchange import LiquidityMoved, Provide, Reclaim, Trade, Traded
from sim.seams.exchange import Exchange as Rule
from sim.seams.exchange import ExchangeView

LOCKED = 1000
"""Shares of the first provider that belong to nobody, so that the pool is never empty again (Uniswap v2)."""


@dataclass
class Exchange(Contract):
    """Keeps the reserves and the shares, and asks the exchange rule what an order gets. What is in its account is the
    reserve: a fee stays there, and so raises what every share is worth."""

    asks = ("exchange",)
    token: str = "token"  # noqa: S105
    asset: str = "usd"
    """The other asset of the pool."""
    endowment: Mapping[str, int] = field(default_factory=dict)
    """Base units by asset that lie in the pool from genesis on."""
    owner: str = "treasury"
    """Whose shares those are."""
    exchange: Rule | None = None

    def __post_init__(self) -> None:
        if strange := sorted(set(self.endowment) - {self.token, self.asset}):
            raise ValueError(f"endowment={strange}; allowed: {self.token}, {self.asset}")
        if any(held < 0 for held in self.endowment.values()):
            raise ValueError(f"endowment={dict(self.endowment)}; allowed: 0 or more base units")

    def open(self) -> None:
        self.shares = self.host.table("shares")
        self.total = self.host.table("total")
        self.turnover = self.host.table("turnover")

    def begin(self) -> Iterable[Effect]:
        require_asset(self, self.asset)
        tokens, dollars = self._reserves()
        if tokens or dollars:
            self._issue(self.owner, first_shares(tokens, dollars), LOCKED)
        return ()

    @accepts(Trade)
    def trade(self, call: Call, message: Trade) -> Iterable[Effect]:
        """Serve an order at once, or refuse it: the price moved too far, or there is nothing to give."""
        tokens, dollars = self._reserves()
        reserves = {self.token: tokens, self.asset: dollars}
        if {message.give, message.take} != set(reserves):
            raise Rejected(f"{message.give} for {message.take}; traded here: {self.token}, {self.asset}")
        view = ExchangeView(call.sender, message.give, message.amount, message.take, reserves, message.least)
        swaps = [effect for effect in self.host.judge("exchange", view) if isinstance(effect, Swap)]
        if not swaps:
            raise Rejected(f"{message.amount} {message.give} buys less than {message.least} {message.take} here")
        taken = sum(swap.take_amount for swap in swaps)
        for asset, amount in ((message.give, message.amount), (message.take, taken)):
            self.turnover[asset] = self.turnover.get(asset, 0) + amount
        self.host.emit(Traded(call.sender, message.give, message.amount, message.take, taken, *self._reserves()))
        return ()

    @accepts(Provide)
    def provide(self, call: Call, message: Provide) -> Iterable[Effect]:
        """Take both assets in proportion and issue shares; the first to come sets the proportion."""
        if message.tokens < 1 or message.dollars < 1:
            raise Rejected(f"tokens={message.tokens}, dollars={message.dollars}; allowed: 1 or more of each")
        tokens, dollars = self._reserves()
        whole = self.total.get("shares", 0)
        if whole and not (tokens and dollars):
            raise Rejected("one side of the pool is empty, and nothing is in proportion to it")
        if not whole:
            put, made, locked = (message.tokens, message.dollars), first_shares(message.tokens, message.dollars), LOCKED
        else:
            put = in_proportion(message.tokens, message.dollars, tokens, dollars)
            made, locked = min(put[0] * whole // tokens, put[1] * whole // dollars), 0
        if made < 1:
            raise Rejected(f"{put[0]} and {put[1]} are too little for a share")
        self._issue(call.sender, made, locked)
        return (Transfer(self.host.name, put[0], self.token), Transfer(self.host.name, put[1], self.asset))

    @accepts(Reclaim)
    def reclaim(self, call: Call, message: Reclaim) -> Iterable[Effect]:
        """Pay a part of both reserves out, rounded down: what is left over belongs to those who stay."""
        held, whole = self.shares.get(call.sender, 0), self.total.get("shares", 0)
        if not 0 < message.shares <= held:
            raise Rejected(f"shares={message.shares}; allowed: 1 to {held}, what {call.sender} holds")
        parts = [reserve * message.shares // whole for reserve in self._reserves()]
        self._issue(call.sender, -message.shares)
        return (Pay(call.sender, parts[0], self.token), Pay(call.sender, parts[1], self.asset))

    def _reserves(self) -> tuple[int, int]:
        return self.host.balance(asset=self.token), self.host.balance(asset=self.asset)

    def _issue(self, account: str, shares: int, locked: int = 0) -> None:
        self.shares[account] = self.shares.get(account, 0) + shares
        self.total["shares"] = self.total.get("shares", 0) + shares + locked
        self.host.emit(LiquidityMoved(account, self.shares[account], self.total["shares"]))


def first_shares(tokens: int, dollars: int) -> int:
    """Shares of whoever fills an empty pool: the geometric mean, less what is locked. Raises `Rejected` for too little."""
    made = isqrt(tokens * dollars) - LOCKED
    if made < 1:
        raise Rejected(f"{tokens} and {dollars} open no pool; their geometric mean must exceed {LOCKED}")
    return made


def in_proportion(tokens: int, dollars: int, held_tokens: int, held_dollars: int) -> tuple[int, int]:
    """The most of both that is in the proportion of the reserves, rounded down."""
    fitting = tokens * held_dollars // held_tokens
    return (tokens, fitting) if fitting <= dollars else (dollars * held_tokens // held_dollars, dollars)
