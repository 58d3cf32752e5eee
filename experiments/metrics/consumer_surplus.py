"""What users gain by what they buy, compared with doing without.

A request is worth w dollars to whoever would have to do without it. The logit choice of `sim.world.demand` is that of the
lowest cost, where a seller's is p v^(-b_q/b_p) up to a Gumbel error and doing without costs w; so exp(-logsum / b_p) is what
a request costs on average, and w less that is its surplus (Small and Rosen 1981). People choose by the quality that they
perceive and live with the true one, hence a logsum at perceived utilities plus the mean of what these were wrong by, over
what was chosen (Leggett 2002; Train 2015).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

STRATA = 200
"""Equally likely groups of people, by what a request is worth to them, that stand for all."""
LEAST = 0.01
"""What v counts as at least: a model no better than guessing is worth next to nothing, not less than that."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A version: dollars a request, and shares of right answers as perceived and in truth."""

    price: float
    perceived: float
    true: float


@dataclass(frozen=True)
class Tastes:
    """What decides whom people buy from: the fields of `sim.world.demand.Demand` that a choice depends on."""

    b_q: float
    b_p: float
    worth: float
    spread: float
    rival: float
    chance: float
    reference: float
    taste: float

    @classmethod
    def told(cls, behaviour: str) -> Tastes | None:
        """Those of a user, as the table `truth` tells its behaviour; None when it tells of no such demand."""
        found = re.search(r"\bDemand\(([^()]*)\)", behaviour)
        given = dict(part.split("=", 1) for part in found[1].split(", ")) if found else {}
        if not cls.__dataclass_fields__.keys() <= given.keys():
            return None
        return cls(**{name: float(given[name]) for name in cls.__dataclass_fields__})

    @cached_property
    def worths(self) -> NDArray[np.float64]:
        """(STRATA,) dollars that a request is worth, the median of each stratum."""
        normal = NormalDist(log(self.worth), self.spread or 1e-12)
        return np.array([exp(normal.inv_cdf((place + 0.5) / STRATA)) for place in range(STRATA)])

    def surplus(self, offers: Sequence[Offer]) -> float:
        """Mean dollars a request, with these versions on offer beside the rival."""
        worths = self.worths
        sold = [offer for offer in offers if self._value(offer.perceived) > 0]
        same = [self._utility(offer.perceived, offer.price) for offer in sold]
        same += [-self.b_p * log(self.rival)] if self.rival > 0 else []
        seen = np.column_stack([*(np.full(STRATA, each) for each in same), -self.b_p * np.log(worths)])
        top = seen.max(axis=1)
        odds = np.exp(seen - top[:, None])
        wrong = np.zeros(seen.shape[1])
        wrong[: len(sold)] = [
            self._utility(offer.true, offer.price) - each for offer, each in zip(sold, same, strict=False)
        ]
        whole = odds.sum(axis=1)
        lived = top + np.log(whole) + odds @ wrong / whole
        return float((worths - np.exp(-lived / self.b_p)).mean())

    def _value(self, quality: float) -> float:
        return (quality - self.chance) / (self.reference - self.chance)

    def _utility(self, quality: float, price: float) -> float:
        return self.b_q * log(max(self._value(quality), LEAST)) - self.b_p * log(price) + self.taste
