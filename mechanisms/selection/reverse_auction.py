"""Work goes to those who ask least for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Assign
from sim.messages.auction import AskingPrice
from sim.requests import Ask
from sim.seams.rule import Deliberation
from sim.seams.selection import Selection, SelectionView


@dataclass(frozen=True)
class ReverseAuction(Selection):
    """Give the seats to the lowest sealed bids, all at the price of the lowest bid that got none.

    Formula: with k seats the (k + 1)-th lowest bid, for one seat the second price; with no more bids than seats the
    reserve, floor(budget / seats), above which no bid counts. Equal bids go by name. Source: Vickrey 1961; for k like
    seats and one seat each, asking one's cost is a dominant strategy. Known weaknesses: a ring of bidders, or one
    with several names, that keeps the price up; nothing is asked but the price, so the cheapest work may be the worst;
    with few bidders everybody gets the reserve. It needs bids that stay sealed, and candidates that answer `AskingPrice`.
    """

    within: float = 600.0
    """Seconds in which bids are taken."""

    def __post_init__(self) -> None:
        if not 0 < self.within < float("inf"):
            raise ValueError(f"within={self.within}; allowed: above 0 seconds, finite")

    def decide(self, view: SelectionView, state: Any) -> Deliberation:
        reserve = view.budget // view.seats if view.seats else 0
        if not view.candidates or not reserve:
            return (), state
        asked = yield Ask(view.candidates, AskingPrice(view.task, view.round), within=self.within, sealed=True)
        # `type`: True is an int, and no price.
        bids = sorted((price, who) for who, price in asked.items() if type(price) is int and 0 < price <= reserve)
        price = bids[view.seats][0] if len(bids) > view.seats else reserve
        return [Assign(who, view.task, price) for _, who in bids[: view.seats]], state
