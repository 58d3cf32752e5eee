"""What single updates are really worth: the referee's record, which no rule can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.durations import DAY
from sim.messages.training_round import ScoringOpened

if TYPE_CHECKING:
    from sim.factory import Factory

TABLE = "merits"
COLUMNS = {"task": "str", "round": "int", "time": "float", "account": "str", "gain": "float"}
"""Name of the task; number of the round and when its updates lay open, in seconds; who handed the update in; by how much it
alone lowers the loss of the round's model on the referee's test rows, in nats (NaN where it is no update of that model)."""
EVERY = 5
"""Days of which the first round is measured: a twentieth of all updates costs a hundredth of a run. Proposal."""


class Merits:
    """Measures every update of the first round of each task on every fifth day."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._measured: set[tuple[str, int]] = set()

    def opened(self, scoring: ScoringOpened, time: float) -> None:
        """The updates of a round lie open."""
        factory, day, task = self._factory, int(time // DAY), scoring.model
        if day % EVERY or (task, day) in self._measured or not scoring.updates or task not in factory.worlds.tasks:
            return
        self._measured.add((task, day))
        if not factory.recorder.has(TABLE):
            factory.recorder.declare(TABLE, COLUMNS)
        before = self._loss(task, scoring.start, day)
        for account, update in scoring.updates:
            gain = before - self._loss(task, self._moved(scoring.start, update), day)
            factory.recorder.row(TABLE, (task, scoring.round, time, account, gain))

    def _moved(self, start: str, update: str) -> str:
        """Key of the model with this update; the empty key where there is no such model."""
        lab = self._factory.lab
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                return lab.keep(lab.vector(start) + lab.vector(update))
        except (KeyError, ValueError):
            return ""

    def _loss(self, task: str, model: str, day: int) -> float:
        test = self._factory.worlds.of(task).test(day)
        return self._factory.lab.probe(task, model, test, ("loss",))["loss"] if model else float("nan")
