"""The trader that puts its own orders around somebody else's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from agents.behaviours.front_running import FrontRunning
from agents.behaviours.squeeze import Squeeze, squeeze
from agents.behaviours.tipped import Tipped
from agents.behaviours.trading import POOL
from sim.facts import Fact
from sim.messages.exchange import Trade, Traded
from sim.messages.message import Message, Pending, To
from sim.money import part
from sim.view import View


@dataclass(frozen=True)
class Sandwich(FrontRunning):
    """Buy before an order that is seen pending and sell as soon as that has been served, or the reverse; trade as `inner`
    otherwise. As much as the other order bears: it still gets the least that it accepts.

    Daian et al., Flash Boys 2.0, 2019; the sizes: Zhou et al., High-frequency trading on decentralized on-chain exchanges,
    2021. One order at a time. Its second leg goes into the block after the first, since without tips nothing else makes
    sure that it comes behind the other order; what others trade meanwhile is its risk. Knows: the mempool, the pool and
    its rule, which are public. Stopped by: the pool's fee, which makes small orders not worth it; the least that an order
    accepts; orders that nobody sees before they count.
    """

    slippage: float = 0.02
    """The part of what the pool promises for the second leg that may be lost to others who come first."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.slippage < 1:
            raise ValueError(f"{type(self).__name__}.slippage={self.slippage}; allowed: 0 to below 1")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Traded}

    def takes(self, view: View, found: Squeeze) -> bool:
        """Whether to go for it."""
        return True

    def note(self, view: View, fact: Fact) -> Any:
        """The squeeze that is under way: `bought` is what its first leg brought, once that has been served."""
        before: Squeeze | None = view.memory.own
        if isinstance(fact, Traded):
            if before is None or before.bought or (fact.account, fact.give, fact.given) != before.opening(view.account):
                return before
            return replace(before, bought=fact.taken)
        if before is not None and not before.bought and view.time <= before.until:
            return before
        return next((found for found in self._found(view, fact) if self.takes(view, found)), None)

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        own: Squeeze | None = view.memory.own
        if own is None:
            return
        if isinstance(fact, Pending) and own.order == fact.transaction.hash:
            yield self.before(fact, POOL, Trade(own.give, own.amount, own.take, own.least))
        if isinstance(fact, Traded) and (fact.account, fact.give, fact.taken) == (view.account, own.give, own.bought):
            promised = own.returns(view)
            if promised > 0:
                yield To(POOL, Trade(own.take, own.bought, own.give, part(promised, 1 - self.slippage)))

    def _found(self, view: View, fact: Fact) -> Iterable[Squeeze]:
        for contract, order in self.shown(view, fact, Trade):
            if contract == POOL and isinstance(fact, Pending):
                found = squeeze(view, fact.transaction, order, fact.transaction.tip + self.overbid)
                if found is not None:
                    yield found
