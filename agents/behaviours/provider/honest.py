"""The honest data provider."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.lab import Examples
from sim.messages.data_market import TRAIN, Licence
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Offer every shard as it is; where there is a data market, on these terms and for good."""

    price: int = 200 * TOKEN
    """Base units for one use."""
    uses: tuple[str, ...] = (TRAIN,)
    """What it allows: train, audit."""
    until: float | None = None
    """Seconds until when it allows them; None: for ever."""

    def __post_init__(self) -> None:
        if fault := self._licence.fault:
            raise ValueError(f"Honest.{fault}")

    def offer(self, view: View, shard: Examples) -> Examples | None:
        return shard

    def licence(self, view: View, offered: Examples) -> Licence:
        return self._licence

    def consents(self, view: View, data: str) -> bool:
        return True

    @property
    def _licence(self) -> Licence:
        return Licence(self.uses, self.until, self.price)
