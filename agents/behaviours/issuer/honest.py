"""The honest issuer."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.messages.registry import Attest
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Vouch for everybody under the name that the papers say, for a fee that is due on joining."""

    fee: int = 2_331 * TOKEN
    """Base units for each account: $10 at $.00429 a token; proposal."""

    def __post_init__(self) -> None:
        if self.fee < 0:
            raise ValueError(f"Honest.fee={self.fee}; allowed: 0 or more base units")

    def vouches(self, view: View, account: str, person: str) -> Attest | None:
        return Attest(account, person, self.fee)
