"""Workloads for a comparison: real digits, dealt to clients in whole batches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.ours.models import MODELS
from benchmarks.peers.workload import Workload
from sim.jobs import Training
from sim.training.batches import batches
from sim.training.engines.stack import Stack
from sim.training.tasks.digits import Digits

BATCH, RATE, CLASSES = 32, 0.1, 10
SIDE = 28
"""Pixels across for the convolutional net, as in MNIST: each pixel of a digit 3 x 3 times, and a margin of two."""
SHARDINGS = ("equal", "log_normal")


def workload(model: str, clients: int, sharding: str, rounds: int, seed: int = 0) -> Workload:
    """`equal`: 96 rows each. `log_normal`: 32 to 128 rows, median 80 before rounding to whole batches, sigma .4.

    Rows are drawn with replacement from the 1,078 training rows of `Digits`.
    """
    rng = np.random.default_rng(seed)
    split = Digits().build(rng).on(0)
    inputs = _enlarged(split.training.inputs) if model == "cnn" else split.training.inputs
    sizes = np.full(clients, 3 * BATCH) if sharding == "equal" else _log_normal(clients, rng)
    edges = np.array([0, *accumulate(sizes.tolist())])
    owned = rng.integers(len(inputs), size=edges[-1])
    start = MODELS[model].build(inputs.shape[1], CLASSES).begin(seed)
    found = Workload(model, start, inputs, split.training.labels, owned, owned, edges, rounds, BATCH, RATE)
    order = [batches(job).reshape(-1) + edge for job, edge in zip(jobs(found, "", [""] * clients), edges, strict=False)]
    return Workload(**{**vars(found), "seen": owned[np.concatenate(order)]})


def jobs(workload: Workload, start: str, data: Sequence[str]) -> list[Training]:
    """One round's jobs for the lab: one epoch from the vector `start` for each client, on its data set in `data`."""
    return [
        Training(workload.model, start, key, range(size), size // workload.batch, workload.batch, workload.rate)
        for key, size in zip(data, workload.sizes.tolist(), strict=True)
    ]


def accuracy(workload: Workload, parameters: NDArray[np.float32]) -> float:
    """Share of the training rows that these parameters (P,) get right."""
    torch.set_num_threads(1)  # two wait for each other on cores that have other work
    model = MODELS[workload.model].build(workload.inputs.shape[1], CLASSES)
    return float((Stack(model).logits(parameters, workload.inputs).argmax(axis=1) == workload.labels).mean())


def _log_normal(clients: int, rng: np.random.Generator) -> NDArray[np.int64]:
    rows = 80 * np.exp(0.4 * rng.standard_normal(clients))
    return np.clip(np.rint(rows / BATCH), 1, 4).astype(np.int64) * BATCH


def _enlarged(inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    images = np.kron(inputs.reshape(-1, 8, 8), np.ones((1, 3, 3), np.float32))
    return np.pad(images, ((0, 0), (2, 2), (2, 2))).reshape(-1, SIDE**2)
