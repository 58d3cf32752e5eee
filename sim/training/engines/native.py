"""The standard models on compiled kernels: on each core one job after the other, so that none can feel another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Diverged, Score, Vector
from sim.lab import Examples
from sim.training.batches import batches
from sim.training.engine import Client, Trial
from sim.training.engines.arrangement import arranged
from sim.training.engines.drawing import drawable
from sim.training.kernels.assessment import ROWS, assess
from sim.training.kernels.compiled import JOB, Ints, Jobs
from sim.training.kernels.descent import descend
from sim.training.kernels.net import Net
from sim.training.kernels.order import draw
from sim.training.layers import Layer
from sim.training.scoring import tally
from sim.training.store import read_only

GRAIN = 2**20
"""Parameters times rows below which a part of a stack is not worth waking a thread for: some fifty microseconds."""
ROOM = 2**22
"""Numbers in all updates that are computed in one go: 16 MiB."""
PARTS = 4
"""Into how many parts a stack is cut for each thread, so that one whose core is taken away does not hold up the others."""


class Native:
    """An `Engine` of rectified `layers`, the last one linear, on at most `threads` cores: they change speed, never a bit."""

    def __init__(self, layers: Sequence[Layer], threads: int = 1) -> None:
        self._layers, self._threads, self._classes = layers, threads, layers[-1].fan_out
        self._features = layers[0].side ** 2 * layers[0].channels or layers[0].fan_in
        self._size = sum((layer.fan_in + 1) * layer.fan_out for layer in layers)
        self._nets: dict[int, Net] = {}
        self._met: dict[int, tuple[Examples, tuple[int, int, int]]] = {}
        self._deltas = np.empty((0, self._size), np.float32)

    def train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        most = max(ROOM // self._size, 1)
        stacks = (clients[begin : begin + most] for begin in range(0, len(clients), most))
        return [end for stack in stacks for end in self._train(stack)]

    def score(self, trials: Iterable[Trial]) -> list[Score]:
        return [self._assess(trial) for trial in trials]

    def logits(self, parameters: Vector, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = np.arange(len(inputs))
        logits = np.empty((len(inputs), self._classes), np.float32)
        assess(self._net(ROWS), parameters, np.ascontiguousarray(inputs), np.zeros_like(rows), rows, logits)
        return logits

    def _train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        batch = clients[0].job.batch
        net, begins = self._net(batch), list(accumulate((client.job.steps * batch for client in clients), initial=0))
        deltas, plan = self._room(len(clients)), np.empty(begins[-1], np.int64)
        starts = {id(client.start): _address(client.start) for client in clients}
        place = _address(deltas)
        jobs = np.array(
            [
                self._job(client, starts[id(client.start)], place + i * deltas.strides[0], begin, plan)
                for i, (client, begin) in enumerate(zip(clients, begins, strict=False))
            ],
            dtype=JOB,
        )

        def work(part: Jobs) -> None:
            draw(part, batch, plan)
            descend(net, self._size, self._features, batch, part, plan)

        parts = min(len(jobs), PARTS * self._threads, begins[-1] * self._size // GRAIN)
        if self._threads == 1 or parts < 2:
            work(jobs)
        else:
            list(self._crew.map(work, np.array_split(jobs, parts)))
        return [
            read_only(delta) if finite > client.job.steps else Diverged(finite)
            for client, delta, finite in zip(clients, deltas, jobs["finite"].tolist(), strict=True)
        ]

    def _job(self, client: Client, start: int, delta: int, begin: int, plan: Ints) -> tuple[float, ...]:
        """A line of `JOB`. What the kernel cannot draw itself is drawn here: rows that are no stretch, and larger seeds."""
        job, (inputs, labels, size) = client.job, self._addresses(client.examples)
        rows = job.rows
        if drawable(job):
            assert isinstance(rows, range)
            drawn = job.seed, start, inputs, labels, delta, size, rows.start, len(rows)
        else:
            plan[begin : begin + job.steps * job.batch] = batches(job).ravel()
            drawn = 0, start, inputs, labels, delta, size, 0, 0
        return *drawn, begin, job.steps, 0, job.rate, job.momentum

    def _assess(self, trial: Trial) -> Score:
        examples, rows = trial.examples, trial.rows
        logits = np.empty((len(rows), self._classes), np.float32)
        loss, hits = assess(self._net(ROWS), trial.parameters, examples.inputs, examples.labels, rows, logits)
        return tally(loss, int(hits), len(rows))

    def _net(self, rows: int) -> Net:
        if rows not in self._nets:
            self._nets[rows] = arranged(self._layers, rows)
        return self._nets[rows]

    def _room(self, vectors: int) -> NDArray[np.float32]:
        """Memory for so many vectors, which is used again: to ask the system for it anew takes longer than to fill it."""
        if len(self._deltas) < vectors:
            self._deltas = np.empty((vectors, self._size), np.float32)
        return self._deltas[:vectors]

    def _addresses(self, examples: Examples) -> tuple[int, int, int]:
        """Of inputs and labels, and their number. A data set that was met is kept, so that its address stays its own."""
        if id(examples) not in self._met:
            places = _address(examples.inputs), _address(examples.labels), len(examples.labels)
            self._met[id(examples)] = (examples, places)
        return self._met[id(examples)][1]

    @cached_property
    def _crew(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads)


def _address(array: NDArray[np.generic]) -> int:
    """Where an array in C order begins."""
    assert array.flags.c_contiguous
    return int(array.ctypes.data)
