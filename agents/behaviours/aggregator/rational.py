"""The aggregator that is bribed when it pays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agents.behaviours.weighing import Weighing
from sim.facts import Fact
from sim.messages.training_round import AggregationOpened
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Be `otherwise` when what that is worth exceeds what it is expected to lose, (1 - p) * g > p * S.

    Becker, Crime and punishment, 1968, by the convention that a caught cheat forfeits the gain g, here a bribe or what
    rivals would have earned. p is 1 where somebody else aggregates the same round, for then the two are compared, and 0
    where nobody does. Knows: who was chosen beside it, and its own stake. Stopped by: a second aggregator. One that takes
    the second to be bribed as well now and then has a `chance` below 1, and is stopped by S >= g * (1 - p) / p.
    """

    gain: int = 233 * TOKEN
    """g in base units for one round: half of what a trainer's task costs, $1 at $.00429 a token; proposal."""

    def at_issue(self, fact: Fact) -> int | None:
        return self.gain if isinstance(fact, AggregationOpened) else None

    def published(self, view: View, fact: Fact) -> Fraction:
        assert isinstance(fact, AggregationOpened)
        return Fraction(int(len(fact.aggregators) > 1))
