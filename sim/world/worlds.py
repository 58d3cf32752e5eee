"""What there is to learn in a run, task by task."""

from __future__ import annotations

from collections.abc import Mapping

from sim.streams import Streams
from sim.world.data import DataWorld
from sim.world.holdings import Holdings

MAIN = "main"
"""The task that a factory trains first: what a role serves and a contract trains when it does not say."""


class Worlds:
    """Who holds which data, for every task of a run. The data of one task depend on no other."""

    def __init__(self, worlds: Mapping[str, DataWorld], streams: Streams) -> None:
        self._holdings = {
            task: Holdings(world, streams, () if task == MAIN else (task,)) for task, world in sorted(worlds.items())
        }

    @property
    def tasks(self) -> tuple[str, ...]:
        """Names, in alphabetical order."""
        return tuple(self._holdings)

    @property
    def sizes(self) -> Mapping[str, tuple[int, int]]:
        """Of each task, how many features an input has, and how many classes there are."""
        return {task: (held.corpus.features, held.corpus.classes) for task, held in self._holdings.items()}

    def of(self, task: str) -> Holdings:
        """The data of a task. Raises ValueError when there is no such task."""
        if task not in self._holdings:
            known = ", ".join(self.tasks) or "none: this factory trains nothing, give it a task and its data"
            raise ValueError(f"task={task!r}: no such task; allowed: {known}")
        return self._holdings[task]
