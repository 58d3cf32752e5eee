"""Data that only one account has, to measure models on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.durations import DAY
from sim.world.worlds import MAIN

if TYPE_CHECKING:
    from agents.roles.role import Role


class PrivateSet:
    """A role's own hold-out: drawn once, and anew on days when the world has changed."""

    def __init__(self, role: Role, task: str = MAIN) -> None:
        self._role, self._task = role, task
        self._held: tuple[int, str, int] | None = None
        self._groups: NDArray[np.int64] | None = None

    def today(self) -> tuple[str, int]:
        """Key of the data set, and its number of rows."""
        role, holdings = self._role, self._role.factory.worlds.of(self._task)
        day = holdings.since(int(role.now // DAY))
        if self._held is None or self._held[0] != day:
            name = f"hold-out of day {day}" if self._task == MAIN else f"hold-out of {self._task}, day {day}"
            stream = role.factory.streams.of("agent", role.group, role.index, name)
            examples = holdings.hold_out(stream, day)
            self._held = (day, role.factory.lab.learn(examples), len(examples.labels))
            self._groups = examples.groups
        return self._held[1:]

    def by_group(self) -> tuple[tuple[int, ...], ...]:
        """Today's rows of each protected group that is present; () where the task names no groups."""
        self.today()
        if self._groups is None:
            return ()
        return tuple(tuple(np.flatnonzero(self._groups == group).tolist()) for group in np.unique(self._groups))
