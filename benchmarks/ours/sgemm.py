"""How fast one core multiplies matrices: the yardstick of all training, in the same turns as everybody else."""

from __future__ import annotations

import torch

from benchmarks.peers.protocol import Line

SIDE, PRODUCTS = 1024, 20
OPERATIONS = 2 * SIDE**3
"""Floating-point operations of one product."""


def main() -> None:
    torch.set_num_threads(1)
    line = Line()
    for workload in line.workloads():
        left, right = torch.full((SIDE, SIDE), 0.5), torch.full((SIDE, SIDE), 0.25)
        out = torch.empty(SIDE, SIDE)
        for _ in range(workload.rounds):
            line.turn()
            for _ in range(PRODUCTS):
                torch.mm(left, right, out=out)
            line.done(PRODUCTS)
        line.result(workload.start)


if __name__ == "__main__":
    main()
