"""The data provider that sells what it pays to sell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agents.behaviours.weighing import Weighing
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Offer bad data on days when the expected gain is positive, (1 - p) * g > p * S, and good data otherwise.

    Becker, Crime and punishment: an economic approach, 1968, by the convention that a caught cheat forfeits the gain g, here
    what bad data save in a day. p is what it believes, `chance`: where nobody looks at data, p = 0 and any saving is enough
    (the lemons of Akerlof 1970). Knows: its costs and its own stake. Stopped by: S >= g * (1 - p) / p, with a p that
    somebody has to provide, or pay for what data are worth, which lowers g.
    """

    gain: int = 100 * TOKEN
    """g in base units for one day; proposal."""

    def turns(self, view: View, decision: str) -> bool:
        return self.pays(view, self.gain, Fraction(0))
