"""A plain PyTorch loop: one client after the other, one module, one thread."""

from __future__ import annotations

import numpy as np
import torch

from benchmarks.peers.network import flat, load, network, sgd, tensors
from benchmarks.peers.protocol import Line


def main() -> None:
    torch.set_num_threads(1)
    line = Line()
    for workload in line.workloads():
        module, clients, point = network(workload), tensors(workload, workload.seen), workload.start
        weights = workload.sizes / workload.sizes.sum()
        for _ in range(workload.rounds):
            line.turn()
            mean = np.zeros(len(point))
            for (inputs, labels), weight in zip(clients, weights, strict=True):
                load(module, point)
                sgd(module, inputs, labels, workload.batch, workload.rate)
                mean = mean + weight * flat(module)
            point = mean.astype("float32")
            line.done(workload.clients)
        line.result(point)


if __name__ == "__main__":
    main()
