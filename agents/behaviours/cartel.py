"""Trainers who put their honest updates together before they hand in false ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
class Cartel(Deviation):
    """Tell the coalition what was trained, and wait with handing in until the others' updates are known."""

    lead: float = 60.0
    """Seconds before the window closes at which it hands in: a few blocks."""

    def __post_init__(self) -> None:
        if not self.lead > 0:
            raise ValueError(f"{type(self).__name__}.lead={self.lead}; allowed: above 0 seconds")

    def hold(self, view: View, task: Assigned) -> float:
        window = view.chain.window(task.commit or task.reveal)
        return view.time if window is None else window.closes - self.lead

    def shares(self, view: View, delta: Vector | None) -> Trained | None:
        honest = super().submit(view, delta)
        return None if honest is None else Trained(view.task.round, honest)

    def together(self, view: View, honest: Vector) -> tuple[int, NDArray[np.float64]]:
        """Its own place among the members whose updates of this round are known, and their updates (members, P)."""
        known = {view.account: honest}
        for member, (_, told) in view.shared.items():
            if isinstance(told, Trained) and told.round == view.task.round:
                known.setdefault(member, told.delta)
        members = sorted(known)
        return members.index(view.account), np.stack([known[member] for member in members]).astype(np.float64)

    def distinct(self, crafted: NDArray[np.floating[Any]], place: int) -> Vector:
        """What all members agreed on, changed in one coordinate by one unit in the last place, or by more where there are
        more members than coordinates: equal updates are refused as copies."""
        own = np.array(crafted, dtype=np.float32)
        turns, coordinate = divmod(place, len(own))
        for _ in range(turns + 1):
            own[coordinate] = np.nextafter(own[coordinate], np.float32(np.inf))
        return own
