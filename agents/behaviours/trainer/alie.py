"""A little is enough: the cartel that stays within the spread of the honest."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.jobs import Vector
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True, slots=True)
class Trained:
    """What a member tells the others: what honest training gave it in a round."""

    round: int
    delta: Vector


@dataclass(frozen=True)
class Alie(Deviation):
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
    lead: float = 60.0
    """Seconds before the window closes at which it hands in: a few blocks."""

    def __post_init__(self) -> None:
        if self.z_most < 0 or not self.lead > 0:
            raise ValueError(f"Alie.z_most={self.z_most}, lead={self.lead}; allowed: 0 or more, and above 0 seconds")

    def hold(self, view: View, task: Assigned) -> float:
        window = view.chain.window(task.commit or task.reveal)
        return view.time if window is None else window.closes - self.lead

    def shares(self, view: View, delta: Vector | None) -> Trained | None:
        honest = super().submit(view, delta)
        return None if honest is None else Trained(view.task.round, honest)

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        honest = super().submit(view, delta)
        if honest is None:
            return None
        known = {view.account: honest}
        for member, (_, told) in view.shared.items():
            if isinstance(told, Trained) and told.round == view.task.round:
                known.setdefault(member, told.delta)
        members = sorted(known)
        deltas = np.stack([known[member] for member in members]).astype(np.float64)
        z = self._z(self._seats(view), len(members)) if self.z is None else self.z
        crafted = np.asarray(deltas.mean(axis=0) - z * deltas.std(axis=0), dtype=np.float32)
        mine = members.index(view.account) % len(crafted)
        crafted[mine] = np.nextafter(crafted[mine], np.float32(np.inf))
        return crafted

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
