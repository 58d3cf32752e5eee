"""A market for data: listed under a commitment and a licence, priced by use, and withdrawn at their owner's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mechanisms.contracts.combination import published
from mechanisms.contracts.listings import Doubt, Listing, Listings
from mechanisms.contracts.registry import Registry
from sim.chain.contract import Call, Contract, Judge, Story, Until, accepts, timer
from sim.durations import DAY
from sim.effects.effect import Effect, Rejected
from sim.effects.invoke import Invoke
from sim.effects.money import Pay, Transfer
from sim.effects.timing import Schedule
from sim.lineage import models_with
from sim.merkle import HASH, proves
from sim.messages.data_market import (
    REFUTED,
    WITHDRAWN,
    BuyUse,
    ChallengeDecided,
    ChallengeRow,
    ConsentWithdrawn,
    ListData,
    Listed,
    OpenRow,
    Recall,
    Reprice,
    Repriced,
    RowChallenged,
    UseBought,
    Used,
    WithdrawConsent,
)
from sim.messages.registry import Offence
from sim.seams.pricing import Pricing, PricingView


@dataclass
class DataMarket(Contract):
    """Lists data sets, counts and prices their uses, and sees to it that what is withdrawn is used no more.

    What a provider has committed to can be challenged row by row. It opens the leaf and not the row, so nobody learns what
    was private; but where a row can take few values, whoever tries them all finds it from its leaf.
    """

    asks = ("pricing",)
    relies_on = ("registry", "treasury")
    begins = (ListData, ChallengeRow)
    users: tuple[str, ...] = ("training_round",)
    """Contracts that use data and say so; they hear at once of a consent that is withdrawn."""
    period: float = DAY
    """Seconds between two looks of the pricing rule."""
    target: int = 10
    """Uses of a data set in a period at which a pricing rule need not move its price."""
    cut: int = 50
    """Parts per thousand of what is bought, not by those contracts but by anybody else, that go to the treasury."""
    doubt_fee: int = 0
    """Base units that a challenge costs: the provider's if the row is as committed, else given back."""
    answering: float = DAY
    """Seconds that a provider has to open a row."""
    registry: str = "registry"
    treasury: str = "treasury"
    pricing: Pricing | None = None

    def __post_init__(self) -> None:
        if not self.period > 0 or not self.answering > 0 or self.target < 1:
            parts = f"period={self.period}, answering={self.answering}, target={self.target}"
            raise ValueError(f"{parts}; allowed: above 0")
        if not 0 <= self.cut <= 1000 or self.doubt_fee < 0:
            raise ValueError(
                f"cut={self.cut}, doubt_fee={self.doubt_fee}; allowed: 0 to 1000 parts per thousand, 0 or more base units"
            )

    def open(self) -> None:
        self.book = Listings(self.host)

    def begin(self) -> Iterable[Effect]:
        name = self.host.name
        if name not in self.members.slashers:
            raise ValueError(f"contracts.{self.registry}.slashers={self.members.slashers}; allowed: with {name} in it")
        self.host.tell(self.periods(), "periods")
        return ()

    @property
    def members(self) -> Registry:
        return self.host.partner(self.registry, Registry)

    @accepts(ListData)
    def list_data(self, call: Call, message: ListData) -> Iterable[Effect]:
        """Put a data set on the market, at the price that its provider asks."""
        if not self.members.serves(call.sender, "provider"):
            raise Rejected(f"{call.sender} is not registered as provider")
        if message.rows != (rows := self.host.rows(message.data)):
            raise Rejected(f"rows={message.rows}; the data set {message.data} has {rows}")
        if not HASH.fullmatch(message.root):
            raise Rejected(f"root={message.root!r}; allowed: 64 hexadecimal digits")
        licence = message.licence
        if licence.fault:
            raise Rejected(licence.fault)
        if licence.until is not None and not licence.until > self.host.now:
            raise Rejected(f"until={licence.until}; allowed: a time to come, or none")
        listing = Listing(call.sender, rows, message.root, licence, licence.price)
        self.book.put(message.data, listing, message.replaces)
        self.host.emit(Listed(call.sender, message.data, rows, message.root, licence, message.replaces))
        return ()

    @accepts(Reprice)
    def reprice(self, call: Call, message: Reprice) -> Iterable[Effect]:
        """Change the price of one's own data set."""
        self.book.owned(message.data, call.sender)
        listing = self.book.live(message.data)
        if message.price < 0:
            raise Rejected(f"price={message.price}; allowed: 0 or more base units")
        licence = replace(listing.licence, price=message.price)
        self.book.listings[message.data] = replace(listing, licence=licence, price=message.price)
        self.host.emit(Repriced(message.data, message.price))
        return ()

    @accepts(WithdrawConsent)
    def withdraw(self, call: Call, message: WithdrawConsent) -> Iterable[Effect]:
        """Take a data set off the market, and out of everything under way; say which models it is in. Its provider alone may
        list it again."""
        listing = self.book.owned(message.data, call.sender)
        if listing.gone == WITHDRAWN:
            raise Rejected(f"data set {message.data} is withdrawn already")
        self.book.listings[message.data] = replace(listing, gone=WITHDRAWN)
        users = tuple(name for name in self.users if self.host.has_contract(name))
        tables = (self.host.contract(name).published() for name in users)
        models = (model for t in tables for model in models_with(message.data, t["lineage"], t["ingredients"]))
        self.host.emit(ConsentWithdrawn(call.sender, message.data, tuple(models)))
        return tuple(Invoke(name, Recall(message.data)) for name in users)

    @accepts(BuyUse)
    def buy(self, call: Call, message: BuyUse) -> Iterable[Effect]:
        """Sell uses to whoever pays; they count for the price like all others."""
        listing = self.book.live(message.data)
        if call.sender == listing.provider:
            raise Rejected(f"{call.sender} needs no licence for data of its own")
        if not self.members.serves(listing.provider, "provider"):
            raise Rejected(f"{listing.provider} has left, and sells nothing any more")
        if not listing.licence.allows(message.use, self.host.now):
            raise Rejected(f"use={message.use!r}; the licence of {message.data} does not allow it now")
        if message.times < 1 or listing.price > message.most:
            raise Rejected(f"times={message.times}, most={message.most}; allowed: 1 or more, at {listing.price} each")
        self.book.buy(call.sender, message.data, message.use, message.times)
        paid = message.times * listing.price
        kept = paid * self.cut // 1000
        self.host.emit(UseBought(call.sender, message.data, message.use, message.times, paid, kept))
        return (Transfer(listing.provider, paid - kept), Transfer(self.treasury, kept))

    @accepts(Used)
    def used(self, call: Call, message: Used) -> Iterable[Effect]:
        """Count the uses of a contract that is believed."""
        if call.sender not in self.users:
            raise Rejected(f"{call.sender} is no user; allowed: {', '.join(self.users) or 'nobody'}")
        for data, times in message.times:
            self.book.use(data, times)
        return ()

    @accepts(ChallengeRow)
    def challenge(self, call: Call, message: ChallengeRow) -> Iterable[Effect]:
        """Ask a provider to open a row, once: else it could be kept busy for nothing. The fee for it waits here."""
        listing = self.book.live(message.data)
        if not self.members.serves(listing.provider, "provider"):
            raise Rejected(f"{listing.provider} has left, and hears nothing any more")
        if call.sender == listing.provider or not 0 <= message.row < listing.rows:
            raise Rejected(f"row={message.row}; allowed: 0 to {listing.rows - 1}, of somebody else's data")
        row = (message.data, message.row, listing.root)
        if row in self.book.doubted:
            raise Rejected(f"row {message.row} of {message.data} was challenged already, by {self.book.doubted[row]}")
        number, until = len(self.book.challenges) + 1, self.host.now + self.answering
        self.book.doubted[row] = number
        self.book.challenges[number] = Doubt(
            call.sender, message.data, message.row, listing.root, self.doubt_fee, until
        )
        self.host.emit(RowChallenged(listing.provider, number, message.data, message.row, until))
        return (Transfer(self.host.name, self.doubt_fee), Schedule(until, "silence", str(number)))

    @accepts(OpenRow)
    def open_row(self, call: Call, message: OpenRow) -> Iterable[Effect]:
        """Hold a leaf against the commitment that was doubted, whatever the data are listed under by now, and against the
        row as it is kept. What is opened wrongly is an offence."""
        doubt = self.book.challenges.get(message.challenge)
        if doubt is None or doubt.decided:
            raise Rejected(f"there is no open challenge {message.challenge}")
        listing = self.book.owned(doubt.data, call.sender)
        if not proves(message.leaf, doubt.row, listing.rows, message.proof, doubt.root):
            return self._decide(message.challenge, "a proof that does not lead to the commitment")
        same = message.leaf == self.host.leaf(doubt.data, doubt.row)
        return self._decide(message.challenge, "" if same else "data other than those committed to")

    @timer("silence")
    def silence(self, key: str) -> Iterable[Effect]:
        """A challenge that nobody has answered in time."""
        number = int(key)
        return () if self.book.challenges[number].decided else self._decide(number, "silence about a challenged row")

    def _decide(self, number: int, reason: str) -> Iterable[Effect]:
        doubt = self.book.challenges[number]
        listing = self.book.listings[doubt.data]
        self.book.challenges[number] = replace(doubt, decided=True)
        self.host.emit(ChallengeDecided(number, doubt.data, listing.provider, reason))
        if not reason:
            return (Pay(listing.provider, doubt.fee),)
        if not listing.gone:
            self.book.listings[doubt.data] = replace(listing, gone=REFUTED)
        return (Pay(doubt.challenger, doubt.fee), Invoke(self.registry, Offence(listing.provider, reason)))

    def on_sale(self, use: str, at: float) -> Mapping[str, Listing]:
        """Listings that may be used so at that time, by data set in alphabetical order; whose providers take part."""
        active = set(self.members.active("provider"))
        return {
            data: listing
            for data, listing in sorted(self.book.listings.items())
            if not listing.gone and listing.provider in active and listing.licence.allows(use, at)
        }

    def periods(self) -> Story:
        """Ask the pricing rule about every data set on the market, once a period, until the factory closes."""
        period = 1
        while not self.host.closing:
            yield Until(period * self.period)
            for data in sorted(self.book.listings):
                demanded, listing = self.book.demanded(data), self.book.listings[data]
                if listing.gone:
                    continue
                # What the rule burns would come out of a purse that is always empty: the rest is challengers' money.
                view = PricingView(data, listing.price, demanded, self.target, self.host.now)
                price = max(int(published((yield Judge("pricing", view, "pricing")), "price", listing.price)), 0)
                listing = self.book.listings[data]
                if price != listing.price and not listing.gone:
                    self.book.listings[data] = replace(listing, price=price)
                    self.host.emit(Repriced(data, price, demanded))
            period += 1
