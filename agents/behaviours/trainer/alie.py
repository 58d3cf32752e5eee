"""A little is enough: the cartel that stays within the spread of the honest."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from agents.behaviours.cartel import Cartel
from sim.jobs import Vector
from sim.view import View


@dataclass(frozen=True)
class Alie(Cartel):
    """Submit mean - z * std, coordinate by coordinate, of the honest updates of all members of the coalition.

    z = Phi^-1((n - m - s) / (n - m)), s = floor(n / 2 + 1) - m, for m members among n trainers: so far out that a majority
    of the honest is still further out. Baruch, Baruch and Goldberg, A little is enough, 2019. Knows: the updates of its own
    coalition; so it holds back until shortly before the last moment, when all of them are in. Stopped by: momentum at the
    workers with clipping around a history (Karimireddy et al. 2021), and by any check that repeats the work. Members change
    one coordinate each by one unit in the last place, because equal updates are refused as copies.
    """

    z: float | None = None
    """Standard deviations; None: by the formula."""
    z_most: float = 1.5
    """The formula has no end for a coalition of half or more, and is cut off here."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.z_most < 0:
            raise ValueError(f"Alie.z_most={self.z_most}; allowed: 0 or more")

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        honest = super().submit(view, delta)
        if honest is None:
            return None
        place, deltas = self.together(view, honest)
        z = self._z(self._seats(view), len(deltas)) if self.z is None else self.z
        return self.distinct(deltas.mean(axis=0) - z * deltas.std(axis=0), place)

    def _z(self, n: int, m: int) -> float:
        """Standard deviations for m members among n trainers; 0 where the formula would have none."""
        needed = n // 2 + 1 - m
        if needed <= 0:
            return self.z_most
        beyond = (n - m - needed) / (n - m)
        return min(max(NormalDist().inv_cdf(beyond), 0.0), self.z_most) if beyond > 0 else 0.0

    def _seats(self, view: View) -> int:
        """How many trainers the round has: its seats are public."""
        contract = view.task.reveal.partition("/")[0]
        return sum(number == view.task.round for number, _ in view.chain.contract(contract)["seated"])
