"""The only place where a balance changes.

Double entry over integer base units: every entry takes from one account what it gives to another and names the fact that
caused it. Money enters from `ISSUANCE`, the one account that may go below zero, and leaves to `BURNED`; so for every asset
all balances sum to zero at every entry, and what is in circulation is what was issued and not burned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sim.chain.assets import Asset
from sim.chain.journal import Journal
from sim.money import SUPPLY_LIMIT

ISSUANCE = "issuance"
BURNED = "burned"


class Overdraft(Exception):
    """An account was asked for more than it holds."""


class Entry(NamedTuple):
    """One movement of money: `amount` base units of `asset` from `payer` to `payee`, because of fact `cause`."""

    asset: str
    payer: str
    payee: str
    amount: int
    cause: int


class Ledger:
    """Balances per asset and account, and the entries since genesis in order."""

    def __init__(self, journal: Journal) -> None:
        self.assets: dict[str, Asset] = {}
        self.entries: list[Entry] = []
        self._balances: dict[str, defaultdict[str, int]] = {}
        self._journal = journal

    def declare(self, asset: Asset) -> None:
        """Make an asset known. Raises ValueError when its key is taken."""
        if asset.key in self.assets:
            raise ValueError(f"asset {asset.key!r} is declared twice")
        self.assets[asset.key] = asset
        self._balances[asset.key] = defaultdict(int)

    def balance(self, account: str, asset: str = "token") -> int:
        """Base units of `asset` that `account` holds now."""
        return self._balances[asset].get(account, 0)

    def holders(self, asset: str = "token") -> dict[str, int]:
        """Every account with a balance, by name."""
        return {account: held for account, held in sorted(self._balances[asset].items()) if held}

    def within(self, beginnings: tuple[str, ...], asset: str = "token") -> int:
        """Base units in all accounts whose names begin with one of these."""
        return sum(held for account, held in self._balances[asset].items() if account.startswith(beginnings))

    def supply(self, asset: str = "token") -> int:
        """Issued and not burned, in base units."""
        return -self.balance(ISSUANCE, asset) - self.balance(BURNED, asset)

    def move(self, asset: str, payer: str, payee: str, amount: int, cause: int) -> None:
        """Move `amount` base units. Raises ValueError for a negative amount or an unknown asset, `Overdraft` when the
        payer holds less, and OverflowError when an issue would reach 2**62. Moving nothing leaves no entry."""
        balances = self._balances.get(asset)
        if balances is None:
            raise ValueError(f"asset={asset!r}; declared: {', '.join(sorted(self.assets))}")
        if type(amount) is not int or amount < 0:
            raise ValueError(f"amount={amount!r} of {asset} from {payer} to {payee}; allowed: an integer >= 0")
        if amount == 0 or payer == payee:
            return
        left = balances[payer] - amount
        if left < 0 and payer != ISSUANCE:
            raise Overdraft(f"{payer} holds {balances[payer]} {asset}, asked for {amount}")
        if left <= -SUPPLY_LIMIT:
            raise OverflowError(f"issuing {amount} {asset} would bring it to {-left}; allowed: below 2**62 base units")
        balances[payer] = left
        balances[payee] += amount
        self.entries.append(Entry(asset, payer, payee, amount, cause))
        self._journal.record(self._take_back)

    def _take_back(self) -> None:
        asset, payer, payee, amount, _ = self.entries.pop()
        self._balances[asset][payer] += amount
        self._balances[asset][payee] -= amount

    def residual(self) -> dict[str, int]:
        """Sum of all balances per asset: zero, or the ledger is broken."""
        return {asset: sum(held.values()) for asset, held in self._balances.items()}

    def since(self, entry: int) -> Iterator[tuple[int, Entry]]:
        """Entries from number `entry` on, with their numbers."""
        return enumerate(self.entries[entry:], start=entry)
