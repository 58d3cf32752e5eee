"""The seam of supply: how many tokens there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.money import Burn, Mint
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class SupplyView:
    """One period of the issue schedule."""

    period: int
    """Periods since genesis, from 0."""
    supply: int
    """Base units in circulation."""
    issued: int
    """Base units issued after genesis."""
    to: str
    """The account that an issue goes to."""
    purse: int
    """Base units that the emission contract could burn."""


class Supply(Rule):
    """A rule of supply."""

    family: ClassVar[str] = "supply"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Mint, Burn})

    @property
    def takes(self) -> int:
        """Parts per thousand, of the tokens that fees bought, that it takes before they are divided, to burn them."""
        return 0

    def decide(self, view: SupplyView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `SupplyView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
