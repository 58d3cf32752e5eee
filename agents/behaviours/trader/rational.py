"""The trader that squeezes others when that is expected to gain."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.squeeze import Squeeze
from agents.behaviours.trader.sandwich import Sandwich
from agents.behaviours.weighing import gains
from sim.view import View


@dataclass(frozen=True)
class Rational(Sandwich):
    """Put its orders around a pending one when that is expected to gain, (1 - p) * g > p * S, and trade as `inner` if not.

    Becker, Crime and punishment: an economic approach, 1968; the sandwich: Daian et al. 2019. No rule punishes it and
    nothing is at stake, so costs decide: g is what the rule of exchange in force would leave it after the fees of the
    pool and of the chain, S what going there and back costs if the other order does not come in between, and p is 1 where
    its own could not be there before the block that the other is in, else 0. All of that is public and reckoned anew for
    every order. Knows: the mempool, the pool, its rule, the chain's fees and pace. Stopped by: a fee f on an order of u
    times the reserve where (1 + u)(1 + (1 - f) u) <= 1 / (1 - f)^2, about u <= f, whatever is done about its size; by
    fees on the chain; by an order's `least`.
    """

    chance: float | None = None
    """p, 0 to 1, as it believes, for those who get in its way; null: only whether it would be late."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.chance is not None and not 0 <= self.chance <= 1:
            raise ValueError(f"Rational.chance={self.chance}; allowed: 0 to 1, or null")

    def takes(self, view: View, found: Squeeze) -> bool:
        return gains(found.gain, 1 if found.late else self.chance or 0, found.loss)
