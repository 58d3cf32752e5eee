"""Effects that move money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.chain.ledger import BURNED, ISSUANCE
from sim.effects.effect import Effect, Rejected
from sim.money import split

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class Pay(Effect):
    """Pay `amount` base units out of the asking contract's purse."""

    to: str
    amount: int
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        authority.move(self.asset, authority.purse, self.to, self.amount)


@dataclass(frozen=True, slots=True)
class Transfer(Effect):
    """Move `amount` base units from the sender of the message being handled."""

    to: str
    amount: int
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        asset = authority.chain.ledger.assets.get(self.asset)
        if asset is not None and not asset.transferable:
            raise Rejected(f"{self.asset} is not transferable")
        authority.move(self.asset, authority.sending(), self.to, self.amount)


@dataclass(frozen=True, slots=True)
class Lock(Effect):
    """Take `amount` from the sender into the contract's keeping, under `slot` in the sender's name."""

    account: str
    amount: int
    slot: str = "stake"
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        if self.account != authority.sending():
            raise Rejected(f"{authority.contract} may lock money of {authority.sending()}, not of {self.account}")
        authority.move(self.asset, self.account, authority.kept(self.slot, self.account), self.amount)


@dataclass(frozen=True, slots=True)
class Unlock(Effect):
    """Give what is locked under `slot` back to its owner, at time `at` (None: now). What is there then is what they get."""

    account: str
    amount: int
    slot: str = "stake"
    at: float | None = None
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        if self.at is not None and self.at > authority.chain.now:
            later = Unlock(self.account, self.amount, self.slot, None, self.asset)
            # Keyed by its origin as well: a second notice given before the first has run out is another one.
            key = f"unlock/{self.slot}/{self.account}/{authority.serial}"
            authority.chain.timers.effect(authority.contract, self.at, key, later)
            return
        kept = authority.kept(self.slot, self.account)
        held = authority.chain.ledger.balance(kept, self.asset)
        authority.move(self.asset, kept, self.account, min(self.amount, held))


@dataclass(frozen=True, slots=True)
class Vest(Effect):
    """Set `amount` aside from the purse for `to`: the accrued part at `cliff`, the rest in equal parts until `end`."""

    to: str
    amount: int
    cliff: float
    end: float
    parts: int = 4
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        now = authority.chain.now
        if not now <= self.cliff <= self.end or self.end <= now or self.parts < 1:
            raise Rejected(f"vesting from {now} with cliff={self.cliff}, end={self.end}, parts={self.parts}")
        slot = f"vesting/{authority.serial}"
        authority.move(self.asset, authority.purse, authority.kept(slot, self.to), self.amount)
        # Integer shares of a microsecond clock: the accrued part is exact, the last release takes the rest.
        whole = round((self.end - now) * 1e6)
        due = [round((self.cliff - now) * 1e6)]
        due += [due[0] + (whole - due[0]) * k // self.parts for k in range(1, self.parts + 1)]
        released = 0
        for step, at in enumerate(due):
            upto = self.amount if at == whole else self.amount * at // whole
            release = Unlock(self.to, upto - released, slot, None, self.asset)
            authority.chain.timers.effect(authority.contract, now + at / 1e6, f"{slot}/{self.to}/{step}", release)
            released = upto


@dataclass(frozen=True, slots=True)
class Slash(Effect):
    """Take up to `amount` of an account's stake (liability ends at what is locked) for `to`: an account, or `burned`."""

    account: str
    amount: int
    to: str = BURNED
    slot: str = "stake"
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        keeper = authority.keeper_of_stakes()
        kept = f"{keeper}/{self.slot}/{self.account}"
        held = authority.chain.ledger.balance(kept, self.asset)
        authority.move(self.asset, kept, self.to, min(self.amount, held))


@dataclass(frozen=True, slots=True)
class Mint(Effect):
    """Issue `amount` of an asset whose declared minter is the asking contract."""

    to: str
    amount: int
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        asset = authority.chain.ledger.assets.get(self.asset)
        if asset is not None and asset.minter != authority.contract:
            raise Rejected(f"{authority.contract} may not mint {self.asset}; its minter is {asset.minter}")
        authority.move(self.asset, ISSUANCE, self.to, self.amount)


@dataclass(frozen=True, slots=True)
class Burn(Effect):
    """Destroy `amount` out of the purse."""

    amount: int
    asset: str = "token"

    def apply(self, authority: Authority) -> None:
        authority.move(self.asset, authority.purse, BURNED, self.amount)


@dataclass(frozen=True, slots=True)
class Swap(Effect):
    """The sender gives one asset to the purse and takes another out of it, both or neither."""

    account: str
    give: str
    give_amount: int
    take: str
    take_amount: int

    def apply(self, authority: Authority) -> None:
        if self.account != authority.sending():
            raise Rejected(f"{authority.contract} may swap for {authority.sending()}, not for {self.account}")
        authority.move(self.give, self.account, authority.purse, self.give_amount)
        authority.move(self.take, authority.purse, self.account, self.take_amount)


def pay_in_proportion(pot: int, weights: Iterable[tuple[str, int]]) -> list[Pay]:
    """Pay the whole pot in proportion to integer weights, to the base unit; when all are zero nothing is paid."""
    return [Pay(to, amount) for to, amount in split(pot, weights).items() if amount]
