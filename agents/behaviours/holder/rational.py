"""The holder who plunders when its own tokens lose less by it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agents.behaviours.weighing import Weighing
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class Rational(Weighing):
    """Be `otherwise` while that is expected to gain, (1 - p) * g > p * S: S is what its own deposit loses in worth when an
    attack on the treasury is seen and stopped, g what it brings if it is not.

    Becker, Crime and punishment: an economic approach, 1968; that holders are held by what they hold: Buterin, Governance,
    part 2: plutocracy is still bad, 2018. p is what it believes, `chance`. Knows: its own deposit. Stopped by:
    S >= g * (1 - p) / p, so by large holdings; whoever has borrowed its votes has S = 0 and is stopped by nothing of this.
    """

    gain: int = 1_000 * TOKEN
    """g in base units: the prize; proposal."""
    harm: int = 200
    """Parts per thousand of its worth that a token loses; proposal."""
    vault: str = "vault"
    """The contract in which its votes are locked."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.harm <= 1000:
            raise ValueError(f"Rational.harm={self.harm}; allowed: 0 to 1000 parts per thousand")

    def at_stake(self, view: View) -> int:
        return int(view.chain.contract(self.vault)["deposits"].get(view.account, 0)) * self.harm // 1000

    def turns(self, view: View, decision: str) -> bool:
        return self.pays(view, self.gain, Fraction(0))
