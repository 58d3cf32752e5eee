"""How a model's weights lie in one flat float32 vector: tensor after tensor, each in C order."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import torch
from torch import Tensor

from sim.jobs import Vector


@dataclass(frozen=True)
class Layout:
    """The shapes of a model's tensors, weights (fan_in, fan_out) and biases (fan_out,), in the order they are stored."""

    shapes: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """Number of parameters P."""
        return sum(map(prod, self.shapes))

    def begin(self, seed: int) -> Vector:
        """Weights from N(0, 2 / fan_in) and zero biases (He et al. 2015, arXiv:1502.01852), shape (P,)."""
        rng = np.random.default_rng(seed)
        parts = [
            rng.standard_normal(prod(shape)) * np.sqrt(2 / shape[0]) if len(shape) > 1 else np.zeros(shape)
            for shape in self.shapes
        ]
        return np.concatenate(parts).astype(np.float32)

    def split(self, parameters: Tensor) -> list[Tensor]:
        """Views of stacked parameters (K, P): weights (K, fan_in, fan_out), biases (K, 1, fan_out)."""
        parts = torch.split_with_sizes(parameters, [prod(shape) for shape in self.shapes], dim=1)
        return [
            part.view(len(parameters), *(shape if len(shape) > 1 else (1, *shape)))
            for part, shape in zip(parts, self.shapes, strict=True)
        ]


def dense(inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """inputs (K, B, I) times weight (K, I, O) plus bias (K, 1, O), each member of the stack on its own: (K, B, O)."""
    return torch.baddbmm(bias, inputs, weight)
