"""Plain payments between accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Call, Contract, accepts
from sim.chain.ledger import ISSUANCE
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Transfer
from sim.messages.treasury import Remit


@dataclass
class Transfers(Contract):
    """Carries payments from whoever sends them."""

    @accepts(Remit)
    def remit(self, call: Call, message: Remit) -> Iterable[Effect]:
        """Move the sender's money; more than it holds is refused, and so is a payment into what a contract keeps for
        somebody: it would count as a stake or an escrow that nobody agreed to."""
        if "/" in message.account or message.account == ISSUANCE:
            raise Rejected(f"{message.account!r} takes no payments; allowed: an account or a contract by name")
        return (Transfer(message.account, message.amount, message.asset),)
