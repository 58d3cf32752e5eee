"""The measure that fits a task where accuracy does not: the referee's record, which no rule can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.messages.training_round import RoundSettled
from sim.world.data import Corpus

if TYPE_CHECKING:
    from sim.factory import Factory

TABLE = "quality"
COLUMNS = {"task": "str", "round": "int", "time": "float", "probe": "str", "value": "float", "best": "float"}
"""Name of the task; number of the round and when it was settled, in seconds; the probe that the task names, what it found on
the referee's test rows, and what the best possible model would get (NaN where the task does not know)."""


def quality_of(corpus: Corpus) -> str:
    """The probe that a task's data name as their quality; `accuracy` where they name none."""
    return str(getattr(corpus, "quality", "accuracy"))


def measure(factory: Factory, settled: RoundSettled, time: float, day: int) -> None:
    """Measure the model of a settled round, if its task names a probe of its own."""
    held = factory.worlds.of(settled.task)
    probe = quality_of(held.corpus)
    if probe == "accuracy":
        return
    if not factory.recorder.has(TABLE):
        factory.recorder.declare(TABLE, COLUMNS)
    value = factory.lab.probe(settled.task, settled.model, held.test(day), (probe,))[probe]
    best = float(getattr(held.corpus, "best", "nan"))
    factory.recorder.row(TABLE, (settled.task, settled.round, time, probe, value, best))
