"""What the protocol earns for those who hold its token, once a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mechanisms.contracts.bridge import require_asset
from sim.chain.contract import Act, Contract, Story, Until
from sim.chain.ledger import BURNED, ISSUANCE
from sim.chain.producer import PROPOSER
from sim.durations import DAY
from sim.effects.money import Pay
from sim.messages.dividend import Distributed
from sim.money import split

NOBODY = frozenset({BURNED, ISSUANCE, PROPOSER})


@dataclass
class Dividend(Contract):
    """Pays out what has come into its account to all who hold the token, in proportion to wallet and stakes together.

    A contract holds nothing of its own here: what a pool or a treasury has gets no part. Known weakness: whoever holds for
    a minute holds; a loan over the distribution earns a day's income.
    """

    period: float = DAY
    """Seconds between two distributions."""
    assets: tuple[str, ...] = ("token", "usd")
    """What is paid out: whatever has come in of these."""
    keepers: tuple[str, ...] = ("registry",)
    """Contracts that keep tokens for their owners, who count as holding them."""

    def __post_init__(self) -> None:
        if not self.period > 0:
            raise ValueError(f"period={self.period}; allowed: above 0 seconds")
        if not self.assets or len(set(self.assets)) < len(self.assets):
            raise ValueError(f"assets={self.assets}; allowed: one or more, each once")

    def begin(self) -> tuple[()]:
        for asset in self.assets:
            require_asset(self, asset)
        for keeper in self.keepers:
            self.host.require("keepers", keeper)
        self.host.tell(self.days(), "days")
        return ()

    def days(self) -> Story:
        """Distribute every period, and once more after the factory has begun to close."""
        day, last = 1, False
        while not last:
            last = self.host.closing
            yield Until(day * self.period)
            held = self.record()
            for asset in self.assets:
                amount = self.host.balance(asset=asset)
                if amount and held:
                    self.host.emit(Distributed(day, amount, asset, len(held), sum(held.values())))
                    shares = split(amount, held)
                    yield Act(tuple(Pay(holder, share, asset) for holder, share in shares.items() if share))
            day += 1

    def record(self) -> Mapping[str, int]:
        """The holders of record: base units by account, in wallets and in the keepers' hands."""
        held: dict[str, int] = {}
        for account, amount in self.host.holders().items():
            keeper, *kept = account.split("/")
            if not kept and not self.host.has_contract(account) and account not in NOBODY:
                held[account] = held.get(account, 0) + amount
            elif len(kept) == 2 and keeper in self.keepers:
                held[kept[1]] = held.get(kept[1], 0) + amount
        return held
