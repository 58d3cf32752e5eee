"""A module of torch whose parameters are one flat vector."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd

from sim.jobs import Vector


class WrappedModule:
    """A `Model`: a module's parameters in the order in which it names them, each in C order; its buffers are constants.

    `twin` is made as `module` was. Values in which the two differ were drawn from torch's global stream, and so cannot be
    repeated: they are drawn from the seed instead, matrices and kernels from N(0, 2 / fan_in), vectors as zeros. What is
    equal in both is kept.
    """

    def __init__(self, features: int, classes: int, module: nn.Module, twin: nn.Module) -> None:
        self.features, self.classes, self.module = features, classes, module
        self._check()
        self._names = [(name, value.shape) for name, value in module.named_parameters()]
        self._constants = {name: value.detach().clone() for name, value in module.named_buffers()}
        self._fresh = [
            (one.detach().numpy().copy(), not torch.equal(one, other))
            for one, other in zip(module.parameters(), twin.parameters(), strict=True)
        ]

    @property
    def size(self) -> int:
        return sum(prod(shape) for _, shape in self._names)

    def begin(self, seed: int) -> Vector:
        rng = np.random.default_rng(seed)
        return np.concatenate([_drawn(value, rng) if drawn else value.ravel() for value, drawn in self._fresh])

    def logits(self, parameters: Tensor, inputs: Tensor, training: bool) -> Tensor:
        """Logits (B, classes) of one parameter vector (P,) on inputs (B, features); differentiable."""
        self.module.train(training)
        parts = torch.split(parameters, [prod(shape) for _, shape in self._names])
        given = {name: part.view(shape) for (name, shape), part in zip(self._names, parts, strict=True)}
        constants = {name: value.to(parameters.device, copy=True) for name, value in self._constants.items()}
        logits: Tensor = functional_call(self.module, given | constants, (inputs,))
        return logits

    def _check(self) -> None:
        name = type(self.module).__name__
        wrong = next(_unrepeatable(self.module), None)
        if wrong is not None:
            raise ValueError(f"{name} has {wrong}")
        with torch.no_grad():
            shape = tuple(self.module(torch.zeros(2, self.features)).shape)
        if shape != (2, self.classes):
            raise ValueError(f"{name} makes logits of shape {shape} from two rows; allowed: (2, {self.classes})")


def _unrepeatable(module: nn.Module) -> Iterator[str]:
    for part in module.modules():
        name = type(part).__name__
        if isinstance(part, _DropoutNd):
            yield f"a {name}, which draws from torch's global stream; allowed: layers that repeat what they did"
        if isinstance(part, _BatchNorm) and part.track_running_stats:
            yield f"a {name} with statistics outside its parameters; allowed: GroupNorm, or track_running_stats=False"


def _drawn(value: NDArray[np.float32], rng: np.random.Generator) -> Vector:
    if value.ndim < 2:
        return np.zeros(value.size, np.float32)
    drawn: Vector = (rng.standard_normal(value.size) * np.sqrt(2 / prod(value.shape[1:]))).astype(np.float32)
    return drawn
