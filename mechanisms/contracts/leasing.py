"""What becomes of a lease: somebody who lets, bills by the meter, and an end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.chain.contract import Act, Judge, Story, Until
from sim.durations import HOUR
from sim.effects.judgement import Assign, Publish
from sim.effects.money import Pay, Unlock
from sim.messages.compute_market import (
    CardsMissing,
    CardsOffered,
    CardsPriced,
    LeaseBilled,
    Leased,
    LeaseEnded,
    NotLeased,
)
from sim.money import split
from sim.seams.pricing import PricingView
from sim.seams.selection import SelectionView

if TYPE_CHECKING:
    from mechanisms.contracts.compute_market import ComputeMarket

UNIT = "an hour of one card"
HOUR_MS = round(HOUR * 1000)


@dataclass(frozen=True, slots=True)
class Stall:
    """What an owner offers: cards, and the base units below which it lets none for an hour."""

    cards: int
    price: int


@dataclass(frozen=True, slots=True)
class Lease:
    """What somebody rents, or wants to while there is no owner; `used` and `idle` are in GPU-milliseconds, up to second
    `billed`."""

    renter: str
    cards: int
    hours: int
    most: int
    owner: str = ""
    price: int = 0
    until: float = 0.0
    billed: float = 0.0
    used: int = 0
    idle: int = 0
    paid: int = 0
    running: bool = False

    @property
    def escrow(self) -> int:
        """Base units that it may come to at the price agreed."""
        return self.cards * self.hours * self.price


@dataclass(frozen=True)
class Leasing:
    """The stories of a market for computing."""

    contract: ComputeMarket

    def lease(self, number: int) -> Story:
        """One lease, from the search for an owner to the last bill."""
        contract, host = self.contract, self.contract.host
        wanted: Lease = contract.leases[number]
        offer: tuple[str, int] | None = None
        while candidates := self._candidates(wanted):
            bonds = {owner: contract.bonded(owner) for owner in candidates}
            view = SelectionView(number, UNIT, 1, candidates, bonds, wanted.most)
            chosen = [effect for effect in (yield Judge("selection", view)) if isinstance(effect, Assign)]
            offer = self._agreed(chosen[0], wanted) if chosen else None
            # Where bids are taken for a while, somebody else may have been given the cards; then others are asked.
            if offer or not chosen or chosen[0].account in self._candidates(wanted):
                break
        if offer is None:
            contract.state["unmet"] += wanted.cards
            host.emit(NotLeased(wanted.renter, number, "too dear" if candidates else "nobody has what is wanted"))
            back = wanted.cards * wanted.hours * wanted.most
            yield Act((Pay(wanted.renter, back, contract.asset),), f"escrow/{number}")
            return
        owner, price = offer
        until = host.now + wanted.hours * HOUR
        made = replace(wanted, owner=owner, price=price, until=until, billed=host.now, running=True)
        contract.leases[number] = made
        host.emit(Leased(wanted.renter, number, owner, wanted.cards, price, until))
        if over := wanted.cards * wanted.hours * (wanted.most - price):
            yield Act((Pay(wanted.renter, over, contract.asset),), f"escrow/{number}")
        yield Until(until)
        if contract.leases[number].running:
            yield from self._end(number, until, "over")

    def periods(self) -> Story:
        """Settle every period, until the factory closes and nothing is let any more."""
        turn = 1
        while not self.contract.host.closing or self.contract.running():
            yield Until(turn * self.contract.period)
            self.contract.host.tell(self.settle(turn * self.contract.period), f"settle/{turn}")
            turn += 1

    def settle(self, at: float) -> Story:
        """Bill every lease up to this second, look whether all that is let is there, and price the next period."""
        contract, host = self.contract, self.contract.host
        for number in contract.running():
            yield from self._bill(number, at)
        for owner in sorted({lease.owner for lease in contract.running().values()}):
            missing = contract.let(owner) - host.present(owner)
            if missing > 0:
                yield from self._default(owner, missing, at)
        offered = sum(stall.cards for stall in contract.stalls.values())
        demanded = sum(lease.cards for lease in contract.running().values()) + contract.state["unmet"]
        contract.state["unmet"] = 0
        before = contract.state["price"]
        view = PricingView(UNIT, before, demanded, offered * contract.occupancy // 1000, at)
        ruled = yield Judge("pricing", view)
        price = next((int(e.value) for e in ruled if isinstance(e, Publish) and e.what == "price"), before)
        if price != before:
            contract.state["price"] = max(price, 1)
            host.emit(CardsPriced(contract.state["price"]))

    def _candidates(self, wanted: Lease) -> tuple[str, ...]:
        """Owners with enough free cards that are not too dear, by name.

        One lease for a pair, so that the meter, which knows who used whose cards, says what it was used for.
        """
        contract = self.contract
        theirs = {lease.owner for lease in contract.running().values() if lease.renter == wanted.renter}
        return tuple(
            owner
            for owner, stall in sorted(contract.stalls.items())
            if owner not in theirs and owner != wanted.renter
            if stall.price <= wanted.most and stall.cards - contract.let(owner) >= wanted.cards
        )

    def _agreed(self, chosen: Assign, wanted: Lease) -> tuple[str, int] | None:
        """An owner that still has the cards, and the price of an hour if it is what both agree to."""
        contract, owner = self.contract, chosen.account
        if owner not in self._candidates(wanted):
            return None
        asked = contract.stalls[owner].price
        price = chosen.price or max(int(contract.state["price"]), asked)
        return (owner, price) if asked <= price <= wanted.most else None

    def _bill(self, number: int, at: float) -> Story:
        """Pay the owner for what the meter shows since the last bill, used or idle, as far as the escrow goes."""
        contract, host = self.contract, self.contract.host
        lease: Lease = contract.leases[number]
        since, until = lease.billed, min(at, lease.until)
        if until <= since:
            return
        used = host.used(since, until).get((lease.renter, lease.owner), 0)
        # Of all that was used so far, so that what is rounded off one bill stands in a later one.
        idle = max(round((until - since) * 1000) * lease.cards - used, 0)
        billed = replace(lease, billed=until, used=lease.used + used, idle=lease.idle + idle)
        owed = min(lease.price * (1000 * billed.used + contract.idle * billed.idle) // (1000 * HOUR_MS), lease.escrow)
        contract.leases[number] = replace(billed, paid=owed)
        if amount := owed - lease.paid:
            host.emit(LeaseBilled(number, lease.renter, lease.owner, used, amount))
            yield Act((Pay(lease.owner, amount, contract.asset),), f"escrow/{number}")

    def _default(self, owner: str, missing: int, at: float) -> Story:
        """Take the bond for what is let and not there, and end the latest leases until the rest is."""
        contract, host = self.contract, self.contract.host
        leases = contract.running(owner)
        amount = min(missing * contract.penalty, contract.bonded(owner))
        host.emit(CardsMissing(owner, missing, amount))
        shares = split(amount, [(lease.renter, lease.cards) for lease in leases.values()])
        if paid := tuple(Pay(renter, share, contract.asset) for renter, share in shares.items() if share):
            yield Act(paid, f"bond/{owner}")
        if contract.stalls.pop(owner, None) is not None:
            host.emit(CardsOffered(owner, 0, 0, contract.bonded(owner)))
        for number in sorted(leases, reverse=True):
            if contract.let(owner) > host.present(owner):
                yield from self._end(number, at, "cards were missing")

    def _end(self, number: int, at: float, reason: str) -> Story:
        """The last bill; what is left of the escrow goes back, and so does the bond of an owner that lets no more."""
        contract, host = self.contract, self.contract.host
        yield from self._bill(number, at)
        lease: Lease = replace(contract.leases[number], running=False)
        contract.leases[number] = lease
        left = lease.escrow - lease.paid
        host.emit(LeaseEnded(number, lease.renter, lease.owner, lease.paid, left, reason))
        if left:
            yield Act((Pay(lease.renter, left, contract.asset),), f"escrow/{number}")
        done = lease.owner not in contract.stalls and not contract.let(lease.owner)
        if done and (bond := contract.bonded(lease.owner)):
            yield Act((Unlock(lease.owner, bond, "bond", None, contract.asset),))
