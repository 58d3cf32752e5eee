"""A pool that quotes a price by what it has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.money import Swap
from sim.seams.exchange import Exchange, ExchangeView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class ConstantProduct(Exchange):
    """Keep the product of the two reserves from falling: the more is taken, the dearer it gets.

    Formula: out = dx (1000 - fee) y // (1000 x + dx (1000 - fee)), in whole base units; the fee stays in the pool. Source:
    Uniswap v2 (Adams et al. 2020), whose fee is 3. An order that would get less than its `least`, or nothing, is not
    served. Known weaknesses: whoever orders the block can put its own trades around another's (the sandwich), which `least`
    bounds; liquidity providers lose to arbitrage when the price moves; a shallow pool is a price that is cheap to set.
    """

    fee: int = 5
    """Parts per thousand of what is given."""

    def __post_init__(self) -> None:
        if not 0 <= self.fee < 1000:
            raise ValueError(f"fee={self.fee}; allowed: 0 to 999 parts per thousand")

    def decide(self, view: ExchangeView, state: Any) -> Ruling:
        given, taken = view.reserves.get(view.give, 0), view.reserves.get(view.take, 0)
        if view.amount <= 0 or view.give == view.take or given <= 0:
            return (), state
        out = bought(view.amount, given, taken, self.fee)
        if out <= 0 or out < view.least:
            return (), state
        return [Swap(view.account, view.give, view.amount, view.take, out)], state


def bought(amount: int, given: int, taken: int, fee: int) -> int:
    """Base units that a pool with reserves `given` and `taken` pays out for `amount` of the former."""
    kept = amount * (1000 - fee)
    return kept * taken // (given * 1000 + kept)
