"""Flower: `FedAvg` of the message API on the simulation runtime, two Ray actors of one core each.

Called with the number of nodes; a workload must have as many clients.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import torch
from flwr.app import ArrayRecord, ConfigRecord, Context, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp
from flwr.serverapp import Grid, ServerApp
from flwr.serverapp.strategy import FedAvg
from flwr.simulation import run_simulation
from torch import Tensor, nn

from benchmarks.peers.network import flat, network, sgd, tensors
from benchmarks.peers.protocol import Line
from benchmarks.peers.workload import Workload

ACTORS = {"client_resources": {"num_cpus": 1, "num_gpus": 0.0}, "init_args": {"num_cpus": 2}}

client = ClientApp()


@lru_cache(maxsize=1)
def opened(path: str) -> tuple[Workload, nn.Module, list[tuple[Tensor, Tensor]]]:
    """A workload, a module for it and everybody's data, once in each process."""
    torch.set_num_threads(1)
    workload = Workload.load(path)
    return workload, network(workload), tensors(workload, workload.seen)


@client.train()
def train(message: Message, context: Context) -> Message:
    """Train as the node's own client."""
    workload, module, clients = opened(str(message.content["config"]["path"]))
    inputs, labels = clients[int(context.node_config["partition-id"])]
    module.load_state_dict(message.content["arrays"].to_torch_state_dict())
    sgd(module, inputs, labels, workload.batch, workload.rate)
    answer = {"arrays": ArrayRecord(module.state_dict()), "metrics": MetricRecord({"num-examples": len(labels)})}
    return Message(content=RecordDict(answer), reply_to=message)


class Turns(FedAvg):
    """Federated averaging whose rounds wait for their turn."""

    def __init__(self, line: Line, clients: int) -> None:
        super().__init__(fraction_evaluate=0.0, min_available_nodes=clients)
        self._line = line

    def configure_train(
        self, server_round: int, arrays: ArrayRecord, config: ConfigRecord, grid: Grid
    ) -> Iterable[Message]:
        self._line.turn()
        chosen: Iterable[Message] = super().configure_train(server_round, arrays, config, grid)
        return chosen

    def aggregate_train(
        self, server_round: int, replies: Iterable[Message]
    ) -> tuple[ArrayRecord | None, MetricRecord | None]:
        answered = list(replies)
        found: tuple[ArrayRecord | None, MetricRecord | None] = super().aggregate_train(server_round, answered)
        self._line.done(sum(not reply.has_error() for reply in answered))
        return found


def main() -> None:
    line, server = Line(), ServerApp()

    @server.main()
    def serve(grid: Grid, context: Context) -> None:
        for workload in line.workloads():
            module = network(workload)
            config = ConfigRecord({"path": line.path})
            start = ArrayRecord(module.state_dict())
            found = Turns(line, workload.clients).start(grid, start, workload.rounds, train_config=config)
            module.load_state_dict(found.arrays.to_torch_state_dict())
            line.result(np.asarray(flat(module)))

    # Imported by its name, so that a message carries a reference to it and not its code.
    from benchmarks.peers.flower import client as app  # noqa: PLC0415

    run_simulation(server, app, int(sys.argv[1]), backend_config=ACTORS)


if __name__ == "__main__":
    main()
