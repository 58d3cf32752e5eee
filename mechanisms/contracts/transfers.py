"""Plain payments between accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect
from sim.effects.money import Transfer
from sim.messages.treasury import Remit


@dataclass
class Transfers(Contract):
    """Carries payments from whoever sends them."""

    @accepts(Remit)
    def remit(self, call: Call, message: Remit) -> Iterable[Effect]:
        """Move the sender's money; more than it holds is refused."""
        return (Transfer(message.account, message.amount, message.asset),)
