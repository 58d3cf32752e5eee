"""The compute owner that keeps its word while that pays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agents.behaviours.weighing import Weighing
from sim.messages.compute_market import COMPUTE
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Be `otherwise`, such as an owner that lets cards it has not got, while that is expected to gain,
    (1 - p) * g > p * S.

    Becker, Crime and punishment: an economic approach, 1968, by the convention that a caught cheat forfeits the gain g: what
    a card that is not there would be paid for an hour. p is what it believes, `chance`: how likely such a card is to be let
    and looked for. S is the `penalty` that the market's terms take out of the bond for it. Knows: the terms, its costs.
    Stopped by: S >= g * (1 - p) / p.
    """

    gain: int = 466 * TOKEN
    """g in base units for an hour of one card: $2 at $.00429 a token; proposal."""
    market: str = COMPUTE
    """The contract that it lets on."""

    def at_stake(self, view: View) -> int:
        return int(view.chain.terms(self.market)["penalty"])

    def turns(self, view: View, decision: str) -> bool:
        return self.pays(view, self.gain, Fraction(0))
