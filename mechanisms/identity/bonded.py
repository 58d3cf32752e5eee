"""An identity has a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Reject
from sim.effects.membership import Register
from sim.money import TOKEN
from sim.seams.identity import Identity, IdentityView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class BondedIdentity(Identity):
    """Admit whoever pays a fixed price for being an account of its own.

    Formula: k identities cost k * price, so splitting in k pays only while gain(k) - gain(1) > (k - 1) price. Source: the
    cost of identities as the only bound on their number (Douceur 2002). Known weaknesses: the same price keeps poor honest
    people out and rich attackers in; a token that has fallen makes identities cheap.
    """

    price: int = 10 * TOKEN
    """Base units that an identity must pay."""

    def __post_init__(self) -> None:
        if self.price < 0:
            raise ValueError(f"price={self.price}; allowed: 0 or more base units")

    def decide(self, view: IdentityView, state: Any) -> Ruling:
        if view.event != "join":
            return (), state
        if view.paid < self.price:
            return [Reject(view.account, f"an identity costs {self.price}, not {view.paid}")], state
        return [Register(view.account, view.role, self.price)], state
