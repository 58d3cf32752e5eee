"""The compute owner that lets its machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.messages.auction import AskingPrice
from sim.messages.compute_market import OfferCards
from sim.messages.host import Asked
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Lessor(Deviation):
    """Offer every card that is there at what it costs, and say so in every auction: in one that pays the first price that
    lost, nothing else is better (Vickrey 1961)."""

    price: int = 466 * TOKEN
    """Base units for an hour of one card. Proposal: $2 at $.00429 a token."""

    def __post_init__(self) -> None:
        if self.price < 1:
            raise ValueError(f"Lessor.price={self.price}; allowed: 1 base unit or more")

    def rents_out(self, view: View, cards: int) -> OfferCards | None:
        return OfferCards(cards, self.price) if cards else None

    def answer(self, view: View, asked: Asked) -> Any:
        return self.price if isinstance(asked.question, AskingPrice) else super().answer(view, asked)
