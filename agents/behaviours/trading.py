"""What traders have in common: a flow of dollars into the token, and the order that it makes within a wallet."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.messages.exchange import Trade
from sim.money import TOKEN, part
from sim.view import View

POOL = "exchange"
STEP_DAYS = 0.25
"""Days between two orders of a trader."""
GAS = 100 * TOKEN
"""Base units that a trader keeps for fees: three weeks of orders on the default chain."""
DUST = 0.1
"""Dollars below which an order is not worth its fee of two cents."""


@dataclass(frozen=True)
class Trading(Behaviour):
    """Base of all traders: whatever `flow` says, as far as the wallet goes and the price holds still."""

    slippage: float = 0.02
    """The part of what the pool promises now that may be lost to others who come first."""

    def __post_init__(self) -> None:
        name = type(self).__name__
        if not 0 <= self.slippage < 1:
            raise ValueError(f"{name}.slippage={self.slippage}; allowed: 0 to below 1")

    def flow(self, view: View, price: float) -> float:
        """Dollars to put into the token in this step, below zero to take out, given the price in dollars."""
        return 0.0

    def trades(self, view: View) -> Trade | None:
        """The order of this step; None: none."""
        tokens, dollars = view.chain.balance(POOL), view.chain.balance(POOL, "usd")
        if not tokens or not dollars:
            return None
        flow = self.flow(view, dollars / tokens)
        if abs(flow) < DUST:
            return None
        if flow > 0:
            spent = min(round(flow * TOKEN), view.chain.balance(view.account, "usd"))
            return self._order("usd", spent, "token", dollars, tokens)
        sold = min(round(-flow * TOKEN * tokens / dollars), view.balance - GAS)
        return self._order("token", sold, "usd", tokens, dollars)

    def _order(self, give: str, amount: int, take: str, given: int, taken: int) -> Trade | None:
        """What a constant product would pay, less the slippage, is the least that is accepted."""
        if amount <= 0:
            return None
        return Trade(give, amount, take, part(amount * taken // (given + amount), 1 - self.slippage))
