"""What a data market keeps of the data that were listed on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.chain.host import Host
from sim.chain.journal import Table
from sim.effects.effect import Rejected
from sim.messages.data_market import REPLACED, Licence


@dataclass(frozen=True, slots=True)
class Listing:
    """A data set on the market, or once on it: whose it is, what it was committed to, on what terms, which say what its
    provider asks, and what a use costs now; `gone` says why it is off the market, "" while it is on it."""

    provider: str
    rows: int
    root: str
    licence: Licence
    price: int
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A challenge: who doubts which row of what was committed to, what that has cost, until when it can be answered, and
    whether it was decided."""

    challenger: str
    data: str
    row: int
    root: str
    fee: int
    until: float
    decided: bool = False


class Listings:
    """Listings by data set; uses since the last price; uses that an account has bought; challenges by number."""

    def __init__(self, host: Host) -> None:
        self.listings: Table[str, Listing] = host.table("listings")
        self.challenges: Table[int, Doubt] = host.table("challenges")
        self.doubted: Table[tuple[str, int, str], int] = host.table("doubted")
        """The challenge of a row of a data set under a commitment."""
        self._demand: Table[str, int] = host.table("demand")
        self._bought: Table[tuple[str, str, str], int] = host.table("bought")

    def put(self, data: str, listing: Listing, replaces: str) -> None:
        """List a data set. Raises `Rejected` when it is listed already, or was by somebody else: withdrawing it would mean
        little if others could go on with it."""
        old = self.listings.get(data)
        if old is not None and old.provider != listing.provider:
            raise Rejected(f"data set {data} is {old.provider}'s")
        if old is not None and not old.gone:
            raise Rejected(f"data set {data} is listed already")
        if replaces:
            self.take_off(replaces, listing.provider, REPLACED)
        self.listings[data] = listing

    def owned(self, data: str, account: str) -> Listing:
        """Raises `Rejected` for a data set that this account has not listed."""
        listing = self.listings.get(data)
        if listing is None or listing.provider != account:
            raise Rejected(f"{account} has listed no data set {data!r}")
        return listing

    def live(self, data: str) -> Listing:
        """Raises `Rejected` for a data set that is not on the market."""
        listing = self.listings.get(data)
        if listing is None or listing.gone:
            raise Rejected(f"data set {data} is {'not listed' if listing is None else listing.gone}")
        return listing

    def take_off(self, data: str, account: str, why: str) -> None:
        """Raises `Rejected` when it is not on the market, or not this account's."""
        self.owned(data, account)
        self.listings[data] = replace(self.live(data), gone=why)

    def use(self, data: str, times: int) -> None:
        """Count uses for the next price."""
        self._demand[data] = self._demand.get(data, 0) + times

    def buy(self, account: str, data: str, use: str, times: int) -> None:
        """Count uses that an account has paid for."""
        self._bought[account, data, use] = self._bought.get((account, data, use), 0) + times
        self.use(data, times)

    def demanded(self, data: str) -> int:
        """Uses since it was asked last; the count begins anew."""
        times = self._demand.get(data, 0)
        if times:
            self._demand[data] = 0
        return times
