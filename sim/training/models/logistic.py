"""Multinomial logistic regression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor

from sim.jobs import Vector
from sim.training.layers import Layer, layout
from sim.training.layout import Layout, dense


@dataclass(frozen=True)
class Logistic:
    """One linear layer: convex, the cheapest model there is."""

    def build(self, features: int, classes: int) -> StackedLogistic:
        return StackedLogistic(features, classes)


@dataclass(frozen=True)
class StackedLogistic:
    """Layout: weight (features, classes), bias (classes,)."""

    features: int
    classes: int

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        return (Layer(self.features, self.classes),)

    @cached_property
    def layout(self) -> Layout:
        return layout(self.layers)

    @cached_property
    def size(self) -> int:
        return self.layout.size

    def begin(self, seed: int) -> Vector:
        return self.layout.begin(seed)

    def logits(self, parameters: Tensor, inputs: Tensor) -> Tensor:
        weight, bias = self.layout.split(parameters)
        return dense(inputs, weight, bias)
