"""How a market turns fees into tokens: a little at a time, and not at any price."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mechanisms.contracts.exchange import Exchange
from sim.chain.contract import Act
from sim.durations import DAY
from sim.effects.invoke import Invoke
from sim.effects.money import Pay
from sim.messages.exchange import Trade

if TYPE_CHECKING:
    from mechanisms.contracts.model_market import ModelMarket

TOKEN_ASSET = "token"  # noqa: S105


@dataclass(frozen=True)
class FeePurchase:
    """Buys on one pool for one market.

    Everybody knows when it comes, so anybody can buy before it and sell after it (the sandwich; Zhou et al. 2021). Around an
    order of v dollars in a reserve of R, at a pool fee of phi, that earns about 2 X (v / R - phi) on X dollars: a loss while
    v is less than phi R, unless X is so much of the pool that its own fee comes back to whoever trades, and such a price is
    not paid. Known weakness: it asks anew every hour, so who holds the price up for hours sells to several purchases.
    """

    market: ModelMarket

    def note(self) -> None:
        """Keep what the pool has traded until now, for a day."""
        pool, kept, now = self._pool(), self.market.turnovers, self.market.host.now
        if pool is not None:
            kept[now] = tuple(pool.turnover.get(asset, 0) for asset in (pool.token, pool.asset))
            for old in [time for time in kept if time < now - DAY]:
                del kept[old]

    def buy(self, purse: str, waiting: int) -> Generator[Act, Any, int]:
        """Spend as much of these base units as may be spent at once; returns base units of token bought, 0 when the pool
        gives none at a fair price."""
        pool, host = self._pool(), self.market.host
        if pool is None:
            return 0
        spent = min(waiting, host.balance(self.market.pool, pool.asset) * self.market.at_once // 1000)
        if not spent:
            return 0
        before = host.balance()
        trade = Invoke(self.market.pool, Trade(self.market.asset, spent, TOKEN_ASSET, self.least(spent)))
        yield Act((Pay(host.name, spent, self.market.asset), trade), purse)
        return host.balance() - before

    def least(self, spent: int) -> int:
        """Base units of token that so many dollars must buy, by the mean price of a day's trades up to the settlement
        before; 0 while there were none."""
        kept = self.market.turnovers
        if not kept:
            return 0
        (tokens, dollars), (bought, paid) = kept[min(kept)], kept[max(kept)]
        if bought <= tokens or paid <= dollars:
            return 0
        return int(spent * (bought - tokens) * 1000 // ((paid - dollars) * (1000 + self.market.dearer)))

    @property
    def waits(self) -> bool:
        """Whether there is something to wait for: a pool with something in it, and a next hour."""
        pool = self._pool()
        held = () if pool is None else (self.market.host.balance(self.market.pool, a) for a in (pool.token, pool.asset))
        return pool is not None and all(held) and not self.market.host.closing

    def _pool(self) -> Exchange | None:
        return self.market.host.partner(self.market.pool, Exchange) if self.market.pool else None
