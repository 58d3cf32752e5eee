"""Multi-layer perceptron with rectified hidden layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import torch
from torch import Tensor

from sim.jobs import Vector
from sim.training.layers import Layer, layout
from sim.training.layout import Layout, dense


@dataclass(frozen=True)
class Mlp:
    """Fully connected, any depth; `hidden` lists the widths between input and logits."""

    hidden: tuple[int, ...] = (64,)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hidden", tuple(self.hidden))
        if not self.hidden or min(self.hidden) < 1:
            raise ValueError(f"Mlp.hidden={self.hidden}; allowed: one or more widths of at least 1")

    def build(self, features: int, classes: int) -> StackedMlp:
        return StackedMlp((features, *self.hidden, classes))


@dataclass(frozen=True)
class StackedMlp:
    """Layout: weight (widths[i], widths[i + 1]), bias (widths[i + 1],), for each layer from the input up."""

    widths: tuple[int, ...]

    @property
    def features(self) -> int:
        return self.widths[0]

    @property
    def classes(self) -> int:
        return self.widths[-1]

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(Layer(i, o) for i, o in pairwise(self.widths))

    @cached_property
    def layout(self) -> Layout:
        return layout(self.layers)

    @cached_property
    def size(self) -> int:
        return self.layout.size

    def begin(self, seed: int) -> Vector:
        return self.layout.begin(seed)

    def logits(self, parameters: Tensor, inputs: Tensor) -> Tensor:
        tensors = self.layout.split(parameters)
        signal = inputs
        for weight, bias in zip(tensors[:-2:2], tensors[1:-2:2], strict=True):
            signal = torch.relu(dense(signal, weight, bias))
        return dense(signal, *tensors[-2:])
