"""The proposer whose blocks are for sale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agents.behaviours.weighing import Weighing
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Censor while that is expected to gain, (1 - p) * g > p * S, and leave nothing out otherwise.

    Becker, Crime and punishment: an economic approach, 1968, by the convention that a caught cheat forfeits the gain g, here
    a bribe for one block; what a block is worth to a briber: Winzer, Herd and Faust, Temporary censorship attacks, 2019. p
    is what it believes, `chance`: nothing on the chain shows who left what out, so p = 0 unless somebody watches. Knows: its
    own stake. Stopped by: S >= g * (1 - p) / p, with a p that somebody has to provide.
    """

    gain: int = 10 * TOKEN
    """g in base units for one block; proposal."""

    def turns(self, view: View, decision: str) -> bool:
        return self.pays(view, self.gain, Fraction(0))
