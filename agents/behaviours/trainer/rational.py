"""The trainer that is as honest as it pays to be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from inspect import isgeneratorfunction

from agents.behaviours.weighing import Weighing
from sim.facts import Fact
from sim.messages.training_round import Assigned
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Cheat in a task when the expected gain is positive, (1 - p) * g > p * S, and train honestly otherwise.

    Becker, Crime and punishment: an economic approach, 1968, by the convention that a caught cheat forfeits the gain g, here
    what `otherwise` saves of the cost of a task. p is the `rate` of the verification rule in force; a rule without one looks
    at everything if it asks anybody, and at nothing if it does not. S is what the staking rule in force takes of its stake.
    Both are public and read anew for every task, so an amendment or a slash changes its mind. Knows: the law, its own stake.
    Stopped by: S >= g * (1 - p) / p. It counts one task at a time: what being struck off would cost later does not enter,
    and a false accusation is not feared.
    """

    gain: int = 233 * TOKEN
    """g in base units for one task: what half of a GPU hour at $2 costs, at $.00429 a token; proposal."""

    def at_issue(self, fact: Fact) -> int | None:
        return self.gain if isinstance(fact, Assigned) else None

    def published(self, view: View, fact: Fact) -> Fraction:
        assert isinstance(fact, Assigned)
        rule, _ = view.chain.rule(fact.reveal.partition("/")[0], "verification")
        return Fraction(getattr(rule, "rate", int(isgeneratorfunction(rule.decide))))
