"""Breaks `conservation`: issues tokens, and asks no rule of supply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Contract, timer
from sim.effects.effect import Effect
from sim.effects.money import Mint
from sim.effects.timing import Schedule


@dataclass
class Press(Contract):
    """Mints once an hour, to itself; it must be called what the token's minter is called."""

    amount: int = 1

    def begin(self) -> Iterable[Effect]:
        return (Schedule(3600.0, "print", "0"),)

    @timer("print")
    def print(self, key: str) -> Iterable[Effect]:
        """One hour."""
        return (Mint(self.host.name, self.amount),)
