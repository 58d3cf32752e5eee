"""The developer that sells honest work while that pays."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.weighing import Weighing
from sim.facts import Fact
from sim.messages.training_round import RoundSettled
from sim.money import TOKEN


@dataclass(frozen=True)
class Rational(Weighing):
    """Be `otherwise` after a round when that is expected to gain, (1 - p) * g > p * S, and bring out honest work if not.

    Becker, Crime and punishment: an economic approach, 1968, by the convention that a caught cheat forfeits the gain g: the
    makers' share of what a version takes in before the next one. p is what it believes, `chance`: where nobody looks for
    kinship or hears complaints, p = 0. Knows: its sales and its own stake. Stopped by: S >= g * (1 - p) / p, with a p that
    somebody has to provide.
    """

    gain: int = 87_000 * TOKEN
    """g in base units for one version: $376 that contributors are paid in a day at v = 1, at $.00429 a token; proposal."""

    def at_issue(self, fact: Fact) -> int | None:
        return self.gain if isinstance(fact, RoundSettled) else None
