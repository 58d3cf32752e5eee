"""The choices of a block proposer."""

from __future__ import annotations

from typing import Protocol

from sim.messages.message import Transaction
from sim.view import View


class ProposerBehaviour(Protocol):
    """What a proposer decides, beside what every behaviour does."""

    def censors(self, view: View, pending: tuple[Transaction, ...]) -> frozenset[str]:
        """Hashes of the pending transactions that it leaves out of its block; what a sender sends later waits behind."""
