"""Breaks `conservation`: writes to a balance beside the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Contract
from sim.effects.effect import Effect


@dataclass
class Forger(Contract):
    """Reaches through its host for what is not its own, at genesis."""

    account: str = ""
    amount: int = 1

    def begin(self) -> Iterable[Effect]:
        self.host._chain.ledger._balances["token"][self.account] += self.amount
        return ()
