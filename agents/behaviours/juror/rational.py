"""The juror who looks when it pays to look."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.weighing import Weighing
from sim.facts import Fact
from sim.messages.court import COURT, Uphold
from sim.messages.host import Asked
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Vote for what is usual when looking costs more than guessing is expected to lose, (1 - p) * g > p * S; look if not.

    Lesaege, Ast and George 2019 on jurors' effort, in the arithmetic of Becker 1968: p is how often it believes the verdict
    to be the unusual one, S what the court's rule takes for a seat in which it was incoherent, as far as its stake goes, g
    what looking costs. Knows: the rule in force, its own stake. Stopped by: S >= g * (1 - p) / p, so by fines, and by cases
    that go the unusual way often enough. Without a rule that fines, no look is worth its cost.
    """

    gain: int = 10 * TOKEN
    """g in base units for one case; proposal."""
    court: str = COURT
    """The contract whose rule fines it."""

    def at_issue(self, fact: Fact) -> int | None:
        return self.gain if isinstance(fact, Asked) and isinstance(fact.question, Uphold) else None

    def at_stake(self, view: View) -> int:
        rule, _ = view.chain.rule(self.court, "dispute")
        return min(int(getattr(rule, "at_stake", 0)), view.chain.balance(f"{self.registry}/stake/{view.account}"))
