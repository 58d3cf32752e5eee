"""The effect of a key or a contract that is somebody else's now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.effects.effect import Effect
from sim.money import part

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class Seize(Effect):
    """Take a share of every asset that `account` holds for `to`: an account, or `burned`. Of a contract, what it keeps in
    escrow and as stakes as well; of anybody else the wallet alone, since stakes are in a contract's hands.

    Each balance loses `share` of it, rounded down; an asset that cannot be transferred stays where it is.
    """

    account: str
    to: str
    share: float

    def apply(self, authority: Authority) -> None:
        ledger = authority.chain.ledger
        for key, asset in sorted(ledger.assets.items()):
            for holder, held in ledger.holders(key).items():
                if asset.transferable and holder.partition("/")[0] == self.account:
                    authority.move(key, holder, self.to, part(held, self.share))
