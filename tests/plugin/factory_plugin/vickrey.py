"""A sealed-bid auction of seats: candidates name their price, the cheapest work, and are paid the next price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.effects.judgement import Assign
from sim.messages.host import Asked
from sim.requests import Ask
from sim.seams.rule import Deliberation
from sim.seams.selection import Selection, SelectionView
from sim.view import View


@dataclass(frozen=True, slots=True)
class AskingPrice:
    """For how many base units would you take a seat? Silence, or anything but a positive integer, is no bid."""

    task: str


@dataclass(frozen=True)
class Vickrey(Selection):
    """Give the seats to the lowest sealed bids, all at the lowest bid that was not served.

    With one seat that is the second price (Vickrey 1961, Counterspeculation, auctions, and competitive sealed tenders), with
    k seats the (k + 1)-th; when there are no more bids than seats it is the reserve, budget / seats, above which no bid
    counts. Equal bids go by name. Nobody gains by asking for anything but its cost. Known weakness: a ring of bidders that
    keeps the second price high, which one account with several names can be.
    """

    within: float = 600.0
    """Seconds in which bids are taken."""

    def __post_init__(self) -> None:
        if not 0 < self.within < float("inf"):
            raise ValueError(f"within={self.within}; allowed: above 0 seconds, finite")

    def decide(self, view: SelectionView, state: Any) -> Deliberation:
        asked = yield Ask(view.candidates, AskingPrice(view.task), within=self.within, sealed=True)
        reserve = view.budget // view.seats
        bids = sorted((price, who) for who, price in asked.items() if type(price) is int and 0 < price <= reserve)
        price = bids[view.seats][0] if len(bids) > view.seats else reserve
        return [Assign(who, view.task, price) for _, who in bids[: view.seats]], state


@dataclass(frozen=True)
class Bidder(Deviation):
    """Bid a fixed price for every seat, and otherwise do what `inner` does."""

    price: int
    """Base units."""

    def answer(self, view: View, asked: Asked) -> Any:
        return self.price if isinstance(asked.question, AskingPrice) else self.inner.answer(view, asked)
