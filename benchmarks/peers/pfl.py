"""pfl-research: `FederatedAveraging` on a `SimulatedBackend` of one process, weighted by data points."""

from __future__ import annotations

from itertools import count

import numpy as np
import torch
from pfl.aggregate.simulate import SimulatedBackend
from pfl.aggregate.weighting import WeightByDatapoints
from pfl.algorithm.base import NNAlgorithmParams
from pfl.algorithm.federated_averaging import FederatedAveraging
from pfl.callback.base import TrainingProcessCallback
from pfl.data.dataset import Dataset
from pfl.data.federated_dataset import FederatedDataset
from pfl.data.sampling import get_user_sampler
from pfl.hyperparam.base import NNTrainHyperParams
from pfl.metrics import Metrics, Weighted
from pfl.model.pytorch import PyTorchModel
from torch import Tensor, nn

from benchmarks.peers.network import flat, network, tensors
from benchmarks.peers.protocol import Line
from benchmarks.peers.workload import Workload

NEVER = 10**9


class Net(nn.Module):
    """A module as pfl wants it."""

    def __init__(self, workload: Workload) -> None:
        super().__init__()
        self.layers = network(workload)

    def loss(self, inputs: Tensor, labels: Tensor) -> Tensor:
        return nn.functional.cross_entropy(self.layers(inputs), labels)

    @torch.no_grad()
    def metrics(self, inputs: Tensor, labels: Tensor) -> dict[str, Weighted]:
        """Asked for in the first round only, which nobody times."""
        return {"loss": Weighted(float(self.loss(inputs, labels)) * len(labels), len(labels))}


class Turns(TrainingProcessCallback):
    """Lets each central iteration wait for its turn."""

    def __init__(self, line: Line, workload: Workload) -> None:
        self._line, self._workload, self._rounds = line, workload, count(1)

    def on_train_begin(self, *, model: PyTorchModel) -> Metrics:
        self._line.turn()
        return Metrics()

    def after_central_iteration(
        self, aggregate_metrics: Metrics, model: PyTorchModel, *, central_iteration: int
    ) -> tuple[bool, Metrics]:
        self._line.done(self._workload.clients)
        if next(self._rounds) < self._workload.rounds:
            self._line.turn()
        return False, Metrics()


def main() -> None:
    torch.set_num_threads(1)
    line = Line()
    for workload in line.workloads():
        net = Net(workload)
        model = PyTorchModel(net, torch.optim.SGD, torch.optim.SGD(net.parameters(), lr=1.0))
        clients = [[inputs, labels] for inputs, labels in tensors(workload, workload.seen)]
        users = get_user_sampler("minimize_reuse", list(range(workload.clients)))
        data = FederatedDataset(lambda user, held=clients: Dataset(held[user], user_id=str(user)), users)
        FederatedAveraging().run(
            algorithm_params=NNAlgorithmParams(workload.rounds, NEVER, workload.clients, 0),
            backend=SimulatedBackend(data, data, [WeightByDatapoints()]),
            model=model,
            model_train_params=NNTrainHyperParams(
                local_batch_size=workload.batch, local_num_epochs=1, local_learning_rate=workload.rate
            ),
            callbacks=[Turns(line, workload)],
            send_metrics_to_platform=False,
        )
        line.result(np.asarray(flat(net.layers)))


if __name__ == "__main__":
    main()
