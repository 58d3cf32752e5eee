"""The model as PyTorch users write it, and the way between its tensors and one flat vector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isqrt

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.peers.workload import Workload

WIDTHS = {"logistic": (), "mlp": (64,)}
CHANNELS = (16, 32)


def network(workload: Workload) -> nn.Sequential:
    """The workload's model, at its start."""
    features, classes = workload.inputs.shape[1], int(workload.labels.max()) + 1
    layers = _convolutional(features, classes) if workload.model == "cnn" else _dense(features, workload.model, classes)
    module = nn.Sequential(*layers)
    load(module, workload.start)
    return module


def tensors(workload: Workload, rows: NDArray[np.int64]) -> list[tuple[Tensor, Tensor]]:
    """Each client's inputs and labels."""
    return [(torch.from_numpy(inputs), torch.from_numpy(labels)) for inputs, labels in workload.shards(rows)]


def load(module: nn.Module, vector: NDArray[np.float32]) -> None:
    """Set the parameters from a flat vector (P,): weights (fan_in, fan_out), each followed by its bias."""
    begin = 0
    with torch.no_grad():
        for parameter, shape in _shapes(module):
            part = torch.from_numpy(vector[begin : begin + parameter.numel()]).reshape(shape)
            parameter.copy_(part.permute(*range(len(shape) - 1, -1, -1)).reshape(parameter.shape))
            begin += parameter.numel()


def flat(module: nn.Module) -> NDArray[np.float32]:
    """What `load` reads."""
    parts = []
    for parameter, shape in _shapes(module):
        turned = parameter.detach().reshape(shape[::-1])
        parts.append(turned.permute(*range(len(shape) - 1, -1, -1)).reshape(-1))
    return np.asarray(torch.cat(parts).numpy(), dtype=np.float32)


def sgd(module: nn.Module, inputs: Tensor, labels: Tensor, batch: int, rate: float) -> None:
    """One epoch over a client's rows in their order, in place: the loop that every tutorial has."""
    optimizer = torch.optim.SGD(module.parameters(), lr=rate)
    loss = nn.CrossEntropyLoss()
    for begin in range(0, len(labels), batch):
        optimizer.zero_grad()
        loss(module(inputs[begin : begin + batch]), labels[begin : begin + batch]).backward()
        optimizer.step()


def _dense(features: int, model: str, classes: int) -> Iterator[nn.Module]:
    wide = (features, *WIDTHS[model])
    for fan_in, fan_out in zip(wide, WIDTHS[model], strict=False):
        yield from (nn.Linear(fan_in, fan_out), nn.ReLU())
    yield nn.Linear(wide[-1], classes)


def _convolutional(features: int, classes: int) -> Iterable[nn.Module]:
    """Convolutions of 3 x 3 with stride two, then a linear layer over pixels whose channel runs fastest."""
    side, deep = isqrt(features), 1
    yield nn.Unflatten(1, (1, side, side))
    for channels in CHANNELS:
        yield from (nn.Conv2d(deep, channels, 3, stride=2, padding=1), nn.ReLU())
        side, deep = (side - 1) // 2 + 1, channels
    yield from (ChannelsLast(), nn.Linear(side * side * deep, classes))


class ChannelsLast(nn.Module):
    """Images (n, channels, side, side) to rows (n, side x side x channels)."""

    def forward(self, images: Tensor) -> Tensor:
        return images.permute(0, 2, 3, 1).flatten(1)


def _shapes(module: nn.Module) -> Iterator[tuple[Tensor, tuple[int, ...]]]:
    """Each parameter with its shape in the flat vector: a weight (out, in, ...) lies there as (in x ..., out)."""
    for parameter in module.parameters():
        out = parameter.shape[0]
        yield parameter, (parameter.numel() // out, out) if parameter.dim() > 1 else (out,)
