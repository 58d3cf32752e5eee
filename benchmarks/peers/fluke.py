"""fluke: its federated averaging in one process, weighted by rows, nothing evaluated."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import torch
import torchmetrics  # noqa: F401  it looks for torchvision too, and must not find what stands for it
from torch import nn

from benchmarks.peers.network import flat, network, tensors
from benchmarks.peers.protocol import Line
from benchmarks.peers.workload import Workload


class Absent(ModuleType):
    """Stands for torchvision, which fluke imports for models and data sets that are not used here, and which does not load
    beside every build of torch."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


for part in ("", ".models", ".datasets", ".datasets.utils", ".transforms"):
    sys.modules[f"torchvision{part}"] = Absent(f"torchvision{part}")

from fluke import FlukeENV  # noqa: E402
from fluke.algorithms.fedavg import FedAVG  # noqa: E402
from fluke.client import Client  # noqa: E402
from fluke.config import OptimizerConfigurator  # noqa: E402
from fluke.data import FastDataLoader  # noqa: E402
from fluke.server import Server  # noqa: E402


class Turns:
    """Lets each round wait for its turn: fluke calls the method that is named like an event."""

    def __init__(self, line: Line, workload: Workload) -> None:
        self._line, self._workload = line, workload

    def start_round(self, **_: Any) -> None:
        self._line.turn()

    def end_round(self, **_: Any) -> None:
        self._line.done(self._workload.clients)


def main() -> None:
    torch.set_num_threads(1)
    line = Line()
    FlukeENV().set_eval_cfg(server=False, locals=False, pre_fit=False, post_fit=False)
    for workload in line.workloads():
        classes = int(workload.labels.max()) + 1
        optimizer = OptimizerConfigurator({"name": "SGD", "lr": workload.rate})
        clients = [
            Client(
                index=index,
                train_set=FastDataLoader(*data, num_labels=classes, batch_size=workload.batch, shuffle=False),
                test_set=None,
                optimizer_cfg=optimizer,
                loss_fn=nn.CrossEntropyLoss(),
                local_epochs=1,
            )
            for index, data in enumerate(tensors(workload, workload.seen))
        ]
        server = Server(network(workload), None, clients, weighted=True)
        federation = FedAVG(len(clients), None, {}, clients=clients, server=server)
        federation.attach(Turns(line, workload))
        federation.run(workload.rounds, eligible_perc=1.0)
        line.result(flat(server.model))


if __name__ == "__main__":
    main()
