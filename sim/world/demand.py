"""Demand from outside the protocol: how many people come in an hour, and whom they buy from.

A crowd is vectorised: each of its people has a price of its own above which it would rather do without, and remembers
whom it bought from last. A crowd of one is an explicit user; many of those give the same demand as one crowd of as many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, exp, isfinite, log, pi
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sim.durations import DAY, HOUR

YEAR = 365 * DAY
RIVAL = -1
"""The seller's number of the centralised rival."""
NONE = -2
"""In the place of a seller: has bought from nobody yet."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Offer:
    """What one seller has to sell: quality as people perceive it (share of right answers), price in dollars a request."""

    seller: int
    quality: float
    price: float


@dataclass(frozen=True, eq=False, slots=True)
class Crowd:
    """People by place: `worths` (people,) dollars that doing without a request saves each of them, `last` (people,) the
    seller that each bought from last, `pace` how often all of them come, as a multiple of the average."""

    worths: NDArray[np.float64]
    last: NDArray[np.int64]
    pace: float = 1.0


@dataclass(frozen=True)
class Demand:
    """Poisson arrivals and a logit choice (McFadden 1974) between the offers, a centralised rival, and nobody.

    Seller k is worth `b_q ln v(quality_k) - b_p ln price_k + taste + switch 1[k = last]`, the rival the same with v = 1 and
    no taste, nobody `-b_p ln w` with ln w ~ N(ln worth, spread). v = (q - chance) / (reference - chance); at v <= 0 nothing
    is on offer. Known weakness: two copies of one model count as two choices (the red bus and the blue bus), so copying
    makes a market larger than it is; and with no seller in sight nobody waits or complains. All figures: proposal.
    """

    requests: float = 60_000.0
    """A day on average, at genesis, by all people together."""
    people: int = 1000
    b_q: float = 4.0
    b_p: float = 4.0
    worth: float = 0.02
    """Dollars: median of what a request is worth."""
    spread: float = 0.5
    rival: float = 0.025
    """Dollars a request at the centralised rival; 0: there is none."""
    chance: float = 0.1
    """Share of right answers by guessing."""
    reference: float = 0.95
    """Share of right answers at which v = 1."""
    taste: float = 0.0
    switch: float = 0.0
    swing: float = 0.5
    """How far the hourly rate swings around its mean within a day, as a share of it."""
    peak: float = 14.0
    """Hour of the day at which most people come."""
    growth: float = 0.10
    """Of arrivals, a year."""

    def __post_init__(self) -> None:
        if self.people < 1 or not 0 <= self.requests < 1e9:
            raise ValueError(
                f"people={self.people}, requests={self.requests}; allowed: 1 or more, and 0 to 10**9 a day"
            )
        if not (self.worth > 0 and self.spread >= 0 and self.rival >= 0):
            raise ValueError(f"worth={self.worth}; allowed: above 0, spread and rival 0 or more")
        if not 0 <= self.chance < self.reference <= 1:
            raise ValueError(f"chance={self.chance}, reference={self.reference}; allowed: 0 <= chance < reference <= 1")
        if not 0 <= self.swing <= 1:
            raise ValueError(f"swing={self.swing}; allowed: 0 to 1")
        for name in ("b_q", "b_p"):
            if not (getattr(self, name) >= 0 and isfinite(getattr(self, name))):
                raise ValueError(f"{name}={getattr(self, name)}; allowed: 0 or more")

    def crowd(self, rng: np.random.Generator) -> Crowd:
        """The people: one draw of w from each of `people` equally likely strata, so that few stand well for many."""
        strata = (np.arange(self.people) + rng.random(self.people)) / self.people
        normal = NormalDist(log(self.worth), self.spread or 1e-12)
        worths = np.array([exp(normal.inv_cdf(min(max(share, 1e-12), 1 - 1e-12))) for share in strata])
        return Crowd(worths, np.full(self.people, NONE))

    def value(self, quality: float) -> float:
        """v: 0 for guessing, 1 for the reference."""
        return (quality - self.chance) / (self.reference - self.chance)

    def rate(self, time: float) -> float:
        """Requests a second that all people together make at a time in seconds."""
        daily = 1 + self.swing * cos(2 * pi * (time % DAY / HOUR - self.peak) / 24)
        return self.requests / DAY * daily * exp(self.growth * time / YEAR)

    def shares(self, offers: tuple[Offer, ...], crowd: Crowd) -> NDArray[np.float64]:
        """(people, offers + 2): the probability that each person's next request goes to each offer, the rival, nobody."""
        columns = [self._utility(o.seller, self.value(o.quality), o.price, self.taste, crowd) for o in offers]
        columns.append(self._utility(RIVAL, 1.0, self.rival, 0.0, crowd))
        columns.append(-self.b_p * np.log(crowd.worths))
        utilities = np.stack(columns, axis=1)
        odds = np.exp(utilities - utilities.max(axis=1, keepdims=True))
        found: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return found

    def wants(
        self, offers: tuple[Offer, ...], crowd: Crowd, start: float, end: float, rng: np.random.Generator
    ) -> Counts:
        """(people, offers + 2): requests that each person makes of each in a span of time, in seconds."""
        mean = crowd.pace * self.rate((start + end) / 2) * (end - start) / self.people
        arrivals = rng.poisson(mean, self.people)
        wanted: Counts = rng.multinomial(arrivals, self.shares(offers, crowd))
        return wanted

    def _utility(self, seller: int, value: float, price: float, taste: float, crowd: Crowd) -> NDArray[np.float64]:
        if value <= 0 or price <= 0:
            return np.full(len(crowd.worths), -np.inf)
        same = self.b_q * log(value) - self.b_p * log(price) + taste
        return np.where(crowd.last == seller, same + self.switch, same)


def remembered(crowd: Crowd, offers: tuple[Offer, ...], wanted: Counts) -> Crowd:
    """The crowd after buying: each person remembers the seller that it bought most from, if it bought at all."""
    sellers = np.array([*(offer.seller for offer in offers), RIVAL])
    bought = wanted[:, :-1]
    return replace(crowd, last=np.where(bought.any(axis=1), sellers[bought.argmax(axis=1)], crowd.last))
