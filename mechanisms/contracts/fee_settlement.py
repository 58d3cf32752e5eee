"""The hourly settlement of a model market: fees divided, bad certificates told on, the next hour priced."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mechanisms.contracts.combination import published
from mechanisms.contracts.version_book import MILLION, Version
from sim.chain.contract import Act, Judge, Story, Until
from sim.effects.invoke import Invoke
from sim.effects.money import Pay
from sim.messages.audit import Contradicted
from sim.messages.exchange import Trade
from sim.messages.model_market import FeesSettled, Priced, Updated
from sim.seams.pricing import PricingView

if TYPE_CHECKING:
    from mechanisms.contracts.model_market import ModelMarket

TOKEN_ASSET = "token"  # noqa: S105


@dataclass(frozen=True)
class FeeSettlement:
    """Settles one market, period after period."""

    market: ModelMarket

    def hours(self) -> Story:
        """Settle every period, and once more after the factory has begun to close."""
        market, hour, last = self.market, 1, False
        while not last:
            last = market.host.closing
            yield Until(hour * market.period)
            market.host.tell(self.settle(), f"settle/{hour}")
            hour += 1

    def settle(self) -> Story:
        """Divide what each version took in, hear about bad certificates, and price the next hour."""
        market = self.market
        for number, version in tuple(sorted(market.book.versions.items())):
            requests = market.book.settled(number)
            fees = market.host.balance(market.purse(number), market.asset)
            if fees:
                yield from self._divide(number, version, requests, fees)
            yield from self._doubt(number, version)
            self._renew(number)
            if not version.live:
                continue
            view = PricingView(f"version {number}", version.price, requests, market.target, market.host.now)
            price = max(int(published((yield Judge("pricing", view)), "price", version.price)), 1)
            if price != version.price:
                market.book.versions[number] = replace(market.book.versions[number], price=price)
                market.host.emit(Priced(number, price))

    def _divide(self, number: int, version: Version, requests: int, fees: int) -> Story:
        market, host = self.market, self.market.host
        outcomes = market.book.outcomes[number].faded(host.now, market.perception.half_life)
        shown = (round(outcomes.succeeded, 3), round(outcomes.tried, 3))
        host.emit(FeesSettled(number, version.model, requests, fees, shown))
        purse = f"fees/{number}"
        bought = yield from self._bought(purse, fees * market.in_token // 1000)
        provenance, stakes = dict(market.book.provenance[number]), market.members.stakes(market.members.members)
        unsold = host.balance(market.purse(number), market.asset)
        for amount, asset, account in ((bought, TOKEN_ASSET, ""), (unsold, market.asset, purse)):
            levy = market.levied(amount) if asset == TOKEN_ASSET else 0
            due = market.fees.payments(
                amount - levy, version.owner, provenance, stakes, market.treasury, asset, market.dividend
            )
            if levy or due:
                yield Act((*((Pay(market.emission, levy),) if levy else ()), *due), account)

    def _bought(self, purse: str, spent: int) -> Generator[Act, Any, int]:
        """Buy tokens with a part of the fees; returns base units bought, 0 without a pool or when it gives none."""
        market, host = self.market, self.market.host
        if not market.pool or not spent:
            return 0
        before = host.balance()
        trade = Invoke(market.pool, Trade(market.asset, spent, TOKEN_ASSET, 0))
        yield Act((Pay(host.name, spent, market.asset), trade), purse)
        return host.balance() - before

    def _renew(self, number: int) -> None:
        market = self.market
        if (coming := market.book.renew(number)) is not None:
            owner = market.book.versions[number].owner
            market.host.emit(Updated(number, owner, coming.model, coming.source, coming.rounds))

    def _doubt(self, number: int, version: Version) -> Story:
        """Tell the auditors, once, when users have found much less of the model that was certified than its certificate
        says: by more than the doubt that is allowed, and the luck of so many reports."""
        market = self.market
        found = market.book.found[number]
        if version.contradicted or found.tried < market.enough:
            return
        experienced = int(MILLION * found.succeeded / found.tried)
        expected = max(version.certified - market.doubt, 0) / MILLION
        luck = market.luck * math.sqrt(expected * (1 - expected) / found.tried)
        if experienced < MILLION * (expected - luck):
            market.book.versions[number] = replace(version, contradicted=True)
            yield Act((Invoke(market.audit, Contradicted(version.certificate, experienced)),))
