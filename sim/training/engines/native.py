"""The standard models on compiled kernels: one job after the other, so that none can feel another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Diverged, Score, Vector
from sim.training.batches import batches
from sim.training.engine import Client, Trial
from sim.training.engines.arrangement import Arrangement
from sim.training.kernels import assess, descend
from sim.training.layers import Layer
from sim.training.scoring import tally


class Native:
    """An `Engine` of rectified `layers`, the last one linear, on the CPU."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        arrangement = Arrangement.of(layers)
        self._layout = (arrangement.table, arrangement.places)
        self._classes = layers[-1].fan_out

    def train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        return [self._descend(client) for client in clients]

    def score(self, trials: Iterable[Trial]) -> list[Score]:
        return [self._assess(trial) for trial in trials]

    def logits(self, parameters: Vector, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = np.arange(len(inputs))
        logits = np.empty((len(inputs), self._classes), np.float32)
        assess(*self._layout, parameters, np.ascontiguousarray(inputs), np.zeros_like(rows), rows, logits)
        return logits

    def _descend(self, client: Client) -> Vector | Diverged:
        job, examples = client.job, client.examples
        delta = np.empty_like(client.start)
        plan, rate, momentum = batches(job), np.float32(job.rate), np.float32(job.momentum)
        finite = descend(*self._layout, client.start, examples.inputs, examples.labels, plan, rate, momentum, delta)
        return delta if finite > job.steps else Diverged(finite)

    def _assess(self, trial: Trial) -> Score:
        examples, rows = trial.examples, trial.rows
        logits = np.empty((len(rows), self._classes), np.float32)
        loss, hits = assess(*self._layout, trial.parameters, examples.inputs, examples.labels, rows, logits)
        return tally(loss, int(hits), len(rows))
