"""Where dollars from outside become a stable coin, and leave again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Burn, Mint, Transfer
from sim.messages.bridge import Deposit, Redeem


@dataclass
class Bridge(Contract):
    """Issues one coin for each dollar paid in, and destroys what is redeemed: by assumption the coin is worth a dollar.

    The asset must be declared on the chain with this contract as its minter.
    """

    asset: str = "usd"
    believes: tuple[str, ...] = ("world", "users")
    """Groups, or single accounts, whose word that they have paid in is taken: those who have money outside the chain."""

    def begin(self) -> Iterable[Effect]:
        require_asset(self, self.asset)
        return ()

    @accepts(Deposit)
    def deposit(self, call: Call, message: Deposit) -> Iterable[Effect]:
        """Issue to somebody who is believed."""
        group = call.sender.rpartition(".")[0]
        if call.sender not in self.believes and group not in self.believes:
            raise Rejected(
                f"nobody has seen dollars of {call.sender}; believed: {', '.join(self.believes) or 'nobody'}"
            )
        return (Mint(call.sender, message.amount, self.asset),)

    @accepts(Redeem)
    def redeem(self, call: Call, message: Redeem) -> Iterable[Effect]:
        """Destroy what the sender gives back."""
        return (Transfer(self.host.name, message.amount, self.asset), Burn(message.amount, self.asset))


def require_asset(contract: Contract, asset: str) -> None:
    """Raises ValueError when the chain has no such asset."""
    try:
        contract.host.supply(asset)
    except KeyError:
        where = f"contracts.{contract.host.name}.asset={asset!r}"
        raise ValueError(f"{where}: no such asset; allowed: one that chain.assets declares") from None
