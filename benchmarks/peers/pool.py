"""The plain loop shared out to a pool of two processes: parameters travel there, sums of weighted parameters back."""

from __future__ import annotations

import multiprocessing

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.peers.network import flat, load, network, sgd, tensors
from benchmarks.peers.protocol import Line
from benchmarks.peers.workload import Workload

PROCESSES = 2


class Worker:
    """What each process of the pool holds: a module and everybody's data, so that only parameters travel."""

    module: nn.Module
    clients: list[tuple[Tensor, Tensor]]
    workload: Workload

    @classmethod
    def open(cls, workload: Workload) -> None:
        torch.set_num_threads(1)
        cls.module, cls.clients, cls.workload = network(workload), tensors(workload, workload.seen), workload

    @classmethod
    def train(cls, work: tuple[NDArray[np.float32], list[int]]) -> NDArray[np.float64]:
        """Sum over these clients of rows x parameters after training, (P,)."""
        point, members = work
        total = np.zeros(len(point))
        for member in members:
            inputs, labels = cls.clients[member]
            load(cls.module, point)
            sgd(cls.module, inputs, labels, cls.workload.batch, cls.workload.rate)
            total += len(labels) * flat(cls.module)
        return total


def main() -> None:
    line = Line()
    context = multiprocessing.get_context("spawn")
    for workload in line.workloads():
        point, rows = workload.start, int(workload.sizes.sum())
        # Longest first and dealt in turn, so that both have equally much to do.
        order = np.argsort(-workload.sizes, kind="stable").tolist()
        parts = [order[first::PROCESSES] for first in range(PROCESSES)]
        with context.Pool(PROCESSES, Worker.open, (workload,)) as pool:
            for _ in range(workload.rounds):
                line.turn()
                sums = pool.map(Worker.train, [(point, part) for part in parts], chunksize=1)
                point = (np.sum(sums, axis=0) / rows).astype(np.float32)
                line.done(workload.clients)
        line.result(point)


if __name__ == "__main__":
    main()
