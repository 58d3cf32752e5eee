"""Who fills the pool for its fees."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Any

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.trading import GAS, POOL, STEP_DAYS
from sim.durations import DAY
from sim.facts import Fact
from sim.messages.exchange import Provide, Reclaim, Traded
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True, slots=True)
class Turnover:
    """What changed hands, in dollars, each trade weighed by its age at `time`, in seconds since genesis."""

    weighed: float = 0.0
    time: float = 0.0

    def faded(self, time: float, days: float) -> float:
        return float(self.weighed * 2 ** ((self.time - time) / (days * DAY)))

    def daily(self, time: float, days: float) -> float:
        """Mean dollars a day with a half-life of `days`, over the time that there was; 0.0 before there was any."""
        known = 1 - 2 ** (-time / (days * DAY))
        return self.faded(time, days) * log(2) / days / known if known else 0.0


@dataclass(frozen=True)
class Liquidity(Behaviour):
    """Put both assets into the pool, and take its part out when fees do not pay the return that it requires; come back when
    they would.

    Yield of a pool with R dollars on one side = fee * dollars traded a day * 365 / (2 R) per year. Source: the income of
    liquidity providers in Uniswap v2 (Adams et al. 2020). Known weakness: what it loses when the price moves is no part of
    its reckoning (loss-versus-rebalancing, Milionis et al. 2022). Knows: the trades and the rule, which are public. Stopped
    by: nothing, it breaks no rule; what the protocol itself has put in stays.
    """

    required: float = 0.05
    """Return per year."""
    half_life_days: float = 7.0
    """Of a trade's weight in the turnover."""
    trial_days: float = 7.0
    """Days in which it stays whatever comes in."""
    review_days: float = 7.0
    """Mean time between two looks at the question, which come by chance."""

    def __post_init__(self) -> None:
        if not self.required >= 0 or not self.trial_days >= 0:
            raise ValueError(f"required={self.required}, trial_days={self.trial_days}; allowed: 0 or more")
        if not self.half_life_days > 0 or not self.review_days > 0:
            raise ValueError(
                f"half_life_days={self.half_life_days}, review_days={self.review_days}; allowed: above 0 days"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Traded}

    def begin(self) -> Any:
        return Turnover()

    def remember(self, view: View, fact: Fact) -> Any:
        if not isinstance(fact, Traded):
            return view.memory
        dollars = (fact.given if fact.give == "usd" else fact.taken) / TOKEN
        return Turnover(view.memory.faded(view.time, self.half_life_days) + dollars, view.time)

    def trades(self, view: View) -> Provide | Reclaim | None:
        """What it puts in or takes out in this step; None: nothing."""
        held = view.chain.contract(POOL)["shares"].get(view.account, 0)
        tokens, dollars = view.balance - GAS, view.chain.balance(view.account, "usd")
        joins = Provide(tokens, dollars) if tokens > 0 and dollars > 0 and not held else None
        if view.time < self.trial_days * DAY:
            return joins
        if view.draws("review").random() >= 1 - exp(-STEP_DAYS / self.review_days):
            return None
        if held:
            return Reclaim(held) if self.pays(view, 0) < self.required else None
        return joins if self.pays(view, dollars) >= self.required else None

    def pays(self, view: View, more: int) -> float:
        """The pool's yield per year with `more` base units of dollars in it."""
        rule, _ = view.chain.rule(POOL, "exchange")
        depth = (view.chain.balance(POOL, "usd") + more) / TOKEN
        turnover: Turnover = view.memory
        fees = getattr(rule, "fee", 0) / 1000 * turnover.daily(view.time, self.half_life_days)
        return float(fees * 365 / (2 * depth)) if depth else 0.0
