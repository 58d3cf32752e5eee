"""A stack that shrinks, against the other ways to train shards of different sizes side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from benchmarks.ratio import Prepare, ratio
from sim.jobs import Diverged, Training, Vector
from sim.lab import Examples
from sim.training.engine import Client
from sim.training.engines.stack import Stack
from sim.training.models.mlp import Mlp
from sim.training.partitions.log_normal_sizes import LogNormalSizes

CLIENTS, ROWS, BATCH = 100, 8_000, 32
MODEL = Mlp((64,)).build(64, 10)
STACK = Stack(MODEL, width=CLIENTS)

Way = Callable[[list[Client]], list[Vector | Diverged]]


def measure() -> dict[str, object]:
    """How much longer than a shrinking stack it takes on autograd to stack only shards of exactly as many rows (as it must
    where the last batch of an epoch is smaller), only jobs of exactly as many steps (enough where all batches are full, as
    here), and to let every job run as long as the longest. MLP 64-64-10, one epoch, log-normal shards of 80 rows on
    average, sigma 1."""
    torch.set_num_threads(1)
    clients = _clients()
    for way in (_of_equal_rows, _of_equal_steps):
        for one, other in zip(_shrinking(clients), way(clients), strict=True):
            assert isinstance(one, np.ndarray)
            assert isinstance(other, np.ndarray)
            assert (one == other).all(), "all ways must compute the same"
    found: dict[str, object] = {}
    for name, way in {"equal_rows": _of_equal_rows, "equal_steps": _of_equal_steps, "padding": _padded}.items():
        taken = ratio(_timed(way, clients), _timed(_shrinking, clients), pairs=5)
        found |= {f"{name}_to_shrinking": taken["median"], f"{name}_to_shrinking_range": [taken["min"], taken["max"]]}
    return found


def _timed(way: Way, clients: list[Client]) -> Prepare:
    return lambda: lambda: way(clients)


def _shrinking(clients: list[Client]) -> list[Vector | Diverged]:
    return STACK.train(clients)


def _of_equal_rows(clients: list[Client]) -> list[Vector | Diverged]:
    return _grouped(clients, lambda client: len(client.job.rows))


def _of_equal_steps(clients: list[Client]) -> list[Vector | Diverged]:
    return _grouped(clients, lambda client: client.job.steps)


def _grouped(clients: list[Client], size: Callable[[Client], int]) -> list[Vector | Diverged]:
    groups = defaultdict(list)
    for place, client in enumerate(clients):
        groups[size(client)].append(place)
    found: dict[int, Vector | Diverged] = {}
    for places in groups.values():
        found |= zip(places, STACK.train([clients[place] for place in places]), strict=True)
    return [found[place] for place in range(len(clients))]


def _padded(clients: list[Client]) -> list[Vector | Diverged]:
    longest = max(client.job.steps for client in clients)
    return STACK.train([replace(client, job=replace(client.job, steps=longest)) for client in clients])


def _clients() -> list[Client]:
    rng = np.random.default_rng(0)
    inputs, labels = rng.standard_normal((ROWS, 64), dtype=np.float32), rng.integers(10, size=ROWS)
    examples, start = Examples(inputs, labels), MODEL.begin(0)
    shards = LogNormalSizes(1.0).split(labels, None, CLIENTS, rng)
    return [
        Client(Training("mlp", "", "", tuple(rows.tolist()), -(-len(rows) // BATCH), BATCH), start, examples)
        for rows in shards
    ]


if __name__ == "__main__":
    print(measure())
