"""The trader who follows the price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Any

from agents.behaviours.trading import STEP_DAYS, Trading
from sim.durations import DAY
from sim.facts import Fact
from sim.messages.exchange import Traded
from sim.view import View


@dataclass(frozen=True, slots=True)
class Trail:
    """The mean of ln P at `time`, and the price that has stood since then."""

    time: float
    price: float
    mean: float

    def at(self, time: float, days: float) -> float:
        """The exponential mean at a later time, if the price stood still."""
        return log(self.price) + (self.mean - log(self.price)) * exp((self.time - time) / (days * DAY))


@dataclass(frozen=True)
class Momentum(Trading):
    """Buy what has risen, sell what has fallen: flow = speed * capital * (ln P - EMA of ln P) dollars a day.

    Source: the trend followers of Beja and Goldman 1980 and Chiarella 1992. With fundamental traders f against a pool of
    depth R (dollars on one side) the price is stable if and only if 2 K_c a_c / R < 2 K_f a_f / R + 1 / L; above that a
    small move feeds itself. Knows: the trades, which are public.
    """

    speed: float = 0.02
    """Per day."""
    capital: float = 17_150.0
    """Dollars that such traders command together."""
    memory_days: float = 7.0
    """L, the time constant of the mean."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.speed < 0 or self.capital <= 0 or self.memory_days <= 0:
            raise ValueError(
                f"speed={self.speed}, capital={self.capital}, memory_days={self.memory_days}; "
                "allowed: speed 0 or more, the others above 0"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Traded}

    def remember(self, view: View, fact: Fact) -> Any:
        if not isinstance(fact, Traded) or not fact.tokens or not fact.dollars:
            return view.memory
        price, trail = fact.dollars / fact.tokens, view.memory
        if trail is None:
            return Trail(view.time, price, log(price))
        return replace(trail, time=view.time, price=price, mean=trail.at(view.time, self.memory_days))

    def flow(self, view: View, price: float) -> float:
        if view.memory is None:
            return 0.0
        trail: Trail = view.memory
        return self.speed * self.capital * (log(price) - trail.at(view.time, self.memory_days)) * STEP_DAYS
