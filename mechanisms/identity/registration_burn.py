"""Every registration makes the next one dearer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from sim.effects.judgement import Reject
from sim.effects.membership import Register
from sim.money import TOKEN, part
from sim.seams.identity import Identity, IdentityView
from sim.seams.rule import Ruling

Quote: TypeAlias = tuple[int, float]
"""Price in base units as it was after the last registration, and when that was in seconds."""


@dataclass(frozen=True)
class RegistrationBurn(Identity):
    """Ask a price that each registration multiplies and that time halves.

    Formula: p <- p * factor at each registration, p * 2^(-t / half_life) in between, never below `least`. Source: the
    registration cost of opentensor/subtensor (factor 1.26, half-life 360 blocks of 12 s). k identities at once cost
    least * (factor^k - 1) / (factor - 1): splitting soon costs more than it earns. Known weaknesses: patience is a discount;
    whoever wants to keep others out keeps the price up by registering. The contract burns what is paid.
    """

    least: int = TOKEN
    """Base units below which the price does not fall."""
    factor: int = 1260
    """Parts per thousand to which each registration takes the price."""
    half_life: float = 4320.0
    """Seconds in which the price halves."""

    def __post_init__(self) -> None:
        if self.least < 1:
            raise ValueError(f"least={self.least}; allowed: 1 or more base units")
        if self.factor < 1000:
            raise ValueError(f"factor={self.factor}; allowed: 1000 or more parts per thousand")
        if not 0 < self.half_life < float("inf"):
            raise ValueError(f"half_life={self.half_life}; allowed: above 0 seconds, finite")

    def begin(self) -> Quote:
        return self.least, 0.0

    def from_state(self, old: Any) -> Quote:
        """Take over a price; what a rule of another kind remembered is none."""
        match old:
            case (int(price), float(since)) if not isinstance(price, bool):
                return price, since
        return self.begin()

    def price(self, state: Quote, now: float) -> int:
        """Base units that an identity costs at time `now`."""
        asked, since = state
        return max(self.least, part(asked, 0.5 ** (max(now - since, 0.0) / self.half_life)))

    def decide(self, view: IdentityView, state: Quote) -> Ruling:
        if view.event != "join":
            return (), state
        price = self.price(state, view.now)
        if view.paid < price:
            return [Reject(view.account, f"an identity costs {price} now, not {view.paid}")], state
        return [Register(view.account, view.role, price)], (price * self.factor // 1000, view.now)
