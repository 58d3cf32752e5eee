"""The hourly settlement of a model market: fees divided, bad certificates told on, the next hour priced."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mechanisms.contracts.combination import published
from mechanisms.contracts.fee_purchase import TOKEN_ASSET, FeePurchase
from mechanisms.contracts.version_book import MILLION, Version
from sim.chain.contract import Act, Judge, Story, Until
from sim.effects.invoke import Invoke
from sim.effects.money import Pay
from sim.messages.audit import Contradicted
from sim.messages.model_market import FeesSettled, Priced, Updated
from sim.seams.pricing import PricingView

if TYPE_CHECKING:
    from mechanisms.contracts.model_market import ModelMarket


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
        yield from self._versions()
        FeePurchase(market).note()

    def _versions(self) -> Story:
        market = self.market
        for number, version in tuple(sorted(market.book.versions.items())):
            requests = market.book.settled(number)
            waiting = market.book.unspent.get(number, 0)
            fees = market.host.balance(market.purse(number), market.asset) - waiting
            if fees or waiting:
                yield from self._divide(number, version, requests, fees, waiting)
            yield from self._doubt(number, version)
            self._renew(number)
            if not version.live:
                continue
            view = PricingView(f"version {number}", version.price, requests, market.target, market.host.now)
            price = max(int(published((yield Judge("pricing", view)), "price", version.price)), 1)
            if price != version.price:
                market.book.versions[number] = replace(market.book.versions[number], price=price)
                market.host.emit(Priced(number, price))

    def _divide(self, number: int, version: Version, requests: int, fees: int, waiting: int) -> Story:
        """Buy tokens with a part of the fees and what waits of earlier ones, and divide what was bought and the rest."""
        market, host = self.market, self.market.host
        outcomes = market.book.outcomes[number].faded(host.now, market.perception.half_life)
        shown = (round(outcomes.succeeded, 3), round(outcomes.tried, 3))
        if fees:
            host.emit(FeesSettled(number, version.model, requests, fees, shown))
        purse, held, waiting = f"fees/{number}", fees + waiting, waiting + fees * market.in_token // 1000
        purchase = FeePurchase(market)
        bought = yield from purchase.buy(purse, waiting)
        waiting -= held - host.balance(market.purse(number), market.asset)
        market.book.unspent[number] = waiting = waiting if purchase.waits else 0
        provenance, stakes = dict(market.book.provenance[number]), market.members.stakes(market.members.members)
        unsold = host.balance(market.purse(number), market.asset) - waiting
        for amount, asset, account in ((bought, TOKEN_ASSET, ""), (unsold, market.asset, purse)):
            levy = market.levied(amount) if asset == TOKEN_ASSET else 0
            due = market.fees.payments(
                amount - levy, version.owner, provenance, stakes, market.treasury, asset, market.dividend
            )
            if levy or due:
                yield Act((*((Pay(market.emission, levy),) if levy else ()), *due), account)

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
