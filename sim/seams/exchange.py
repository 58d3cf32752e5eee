"""The seam of exchange: at what rate one asset is given for another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.money import Swap, Transfer
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class ExchangeView:
    """An order against a pool."""

    account: str
    give: str
    amount: int
    """Base units given."""
    take: str
    reserves: Mapping[str, int]
    least: int
    """Base units that the taker will accept at the least."""


class Exchange(Rule):
    """A rule of exchange."""

    family: ClassVar[str] = "exchange"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Swap, Transfer})

    def decide(self, view: ExchangeView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `ExchangeView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
