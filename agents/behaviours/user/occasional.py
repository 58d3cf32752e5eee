"""The user that comes when it needs something."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import exp, isfinite

import numpy as np

from agents.behaviours.user.honest import Honest
from sim.messages.model_market import MARKET
from sim.view import View
from sim.world.arrivals import arrival
from sim.world.demand import Counts, Crowd, Demand, Offer

MILLION = 10**6


@dataclass(frozen=True)
class Occasional(Honest):
    """One person with one request at a time, at times of its own: the demand of `Honest`, which comes every hour whether it
    needs anything or not, for many people who need little.

    It comes by a Poisson process with the rate of the hour and a pace of its own, which is log-normal with mean 1; chooses
    for its one request as everybody does; and looks at an answer more closely with probability `report`. So a hundred
    thousand of them cost as many visits as they have needs.
    """

    demand: Demand = field(default_factory=lambda: Demand(requests=0.6, people=1))
    """One person of a hundred thousand with 60,000 requests a day. Proposal."""
    spread: float = 1.0
    """Standard deviation of the logarithm of how often one comes. Proposal."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.demand.people != 1:
            raise ValueError(f"Occasional.demand.people={self.demand.people}; allowed: 1, it is one person")
        if not (self.spread >= 0 and isfinite(self.spread)):
            raise ValueError(f"Occasional.spread={self.spread}; allowed: 0 or more, finite")

    def people(self, view: View) -> Crowd:
        # All that it ever draws is one stream: a hundred thousand streams fill a hundred megabytes.
        draws = view.draws("demand")
        pace = exp(self.spread * draws.standard_normal() - self.spread**2 / 2)
        return replace(self.demand.crowd(draws), pace=pace)

    def comes(self, view: View, crowd: Crowd) -> float:
        return arrival(self.demand, crowd.pace, view.time, view.draws("demand"))

    def wants(self, view: View, offers: tuple[Offer, ...], crowd: Crowd, since: float) -> Counts:
        wanted: Counts = view.draws("demand").multinomial(np.ones(1, np.int64), self.demand.shares(offers, crowd))
        return wanted

    def checks(self, view: View, version: int, bought: int, checked: int) -> int:
        """One answer or none, as far as the market lets somebody report who has bought so little."""
        if view.draws("demand").random() >= self.report:
            return 0
        reported: int = view.chain.terms(MARKET)["reported"]
        return min(bought * reported // MILLION - checked, 1)
