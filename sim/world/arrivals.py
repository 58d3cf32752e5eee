"""When somebody comes: a Poisson process whose rate changes with the hour and the year."""

from __future__ import annotations

from math import exp, inf

import numpy as np

from sim.durations import DAY
from sim.world.demand import YEAR, Demand


def arrival(demand: Demand, pace: float, after: float, rng: np.random.Generator) -> float:
    """Seconds at which a person comes next after `after`, who comes `pace` times as often as the average one; never: inf.

    Thinning (Lewis and Shedler, Simulation of nonhomogeneous Poisson processes by thinning, 1979): whoever might come at the
    highest rate of the next day does come with the odds of the rate at that time.
    """
    share = pace / demand.people
    while demand.requests and share:
        until = after + DAY
        most = demand.requests / DAY * (1 + demand.swing) * exp(max(demand.growth, 0.0) * until / YEAR)
        time = after + rng.exponential(1 / (most * share))
        if time > until:
            after = until
            continue
        if rng.random() * most < demand.rate(time):
            return time
        after = time
    return inf
