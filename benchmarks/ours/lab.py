"""The lab alone: every client's training submitted, every ticket opened, the updates averaged."""

from __future__ import annotations

import numpy as np

from benchmarks.ours.models import MODELS
from benchmarks.peers.protocol import Line
from benchmarks.sharding import jobs
from mechanisms.aggregation.matrix import weighted_sum
from sim.lab import Examples
from sim.training.plan import TorchPlan


def main() -> None:
    line = Line()
    for workload in line.workloads():
        features, classes = workload.inputs.shape[1], int(workload.labels.max()) + 1
        lab = TorchPlan(MODELS[workload.model]).open({workload.model: (features, classes)})
        data = [lab.learn(Examples(inputs, labels)) for inputs, labels in workload.shards(workload.owned)]
        point, weights = workload.start, workload.sizes.astype(np.float64)
        updates = np.empty((workload.clients, len(point)), np.float32)
        for _ in range(workload.rounds):
            line.turn()
            tickets = [lab.submit(job) for job in jobs(workload, lab.keep(point), data)]
            for ticket in tickets:
                ticket.unseal()
            np.stack([np.asarray(ticket.open()) for ticket in tickets], out=updates)
            point = (point + weighted_sum(updates, weights) / weights.sum()).astype(np.float32)
            line.done(len(updates))
        line.result(point)


if __name__ == "__main__":
    main()
