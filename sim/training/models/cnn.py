"""A small convolutional network for square grey images."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isqrt

import torch
from torch import Tensor
from torch.nn.functional import pad

from sim.jobs import Vector
from sim.training.layers import Layer, layout
from sim.training.layout import Layout, dense

KERNEL, STRIDE, PADDING = 3, 2, 1


@dataclass(frozen=True)
class Cnn:
    """Convolutions of 3 x 3 with stride two in place of pooling, then one linear layer (Springenberg et al. 2015,
    arXiv:1412.6806). `channels` lists the width of each convolution.
    """

    channels: tuple[int, ...] = (16, 32)

    def __post_init__(self) -> None:
        object.__setattr__(self, "channels", tuple(self.channels))
        if not self.channels or min(self.channels) < 1:
            raise ValueError(f"Cnn.channels={self.channels}; allowed: one or more widths of at least 1")

    def build(self, features: int, classes: int) -> StackedCnn:
        if isqrt(features) ** 2 != features:
            raise ValueError(f"Cnn on {features} features; allowed: a square number, one feature per pixel")
        return StackedCnn(isqrt(features), self.channels, classes)


@dataclass(frozen=True)
class StackedCnn:
    """Layout: for each convolution weight (channels in x 9, channels out) and bias (channels out,), then the linear
    layer's, whose inputs are pixels x channels with the channel running fastest.

    Convolutions are im2col and a batched matrix product: grouped convolution would let a member's last bit depend on
    the size of its stack.
    """

    side: int
    channels: tuple[int, ...]
    classes: int

    @property
    def features(self) -> int:
        return self.side**2

    @cached_property
    def sides(self) -> tuple[int, ...]:
        """Side of the image before each convolution and after the last."""
        sides = [self.side]
        for _ in self.channels:
            sides.append((sides[-1] + 2 * PADDING - KERNEL) // STRIDE + 1)
        return tuple(sides)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        wide = (1, *self.channels)
        convolutions = [
            Layer(deep * KERNEL**2, out, pixels=after**2, side=side, channels=deep)
            for deep, out, side, after in zip(wide, self.channels, self.sides, self.sides[1:], strict=False)
        ]
        return (*convolutions, Layer(self.sides[-1] ** 2 * wide[-1], self.classes))

    @cached_property
    def layout(self) -> Layout:
        return layout(self.layers)

    @cached_property
    def size(self) -> int:
        return self.layout.size

    def begin(self, seed: int) -> Vector:
        return self.layout.begin(seed)

    def logits(self, parameters: Tensor, inputs: Tensor) -> Tensor:
        stack, rows = inputs.shape[:2]
        tensors = self.layout.split(parameters)
        images = inputs.reshape(stack * rows, 1, self.side, self.side)
        pixels = inputs
        for i, side in enumerate(self.sides[1:]):
            patches = _patches(images).reshape(stack, rows * side**2, -1)
            pixels = torch.relu(dense(patches, *tensors[2 * i : 2 * i + 2]))
            images = pixels.view(stack * rows, side, side, -1).permute(0, 3, 1, 2)
        return dense(pixels.reshape(stack, rows, -1), *tensors[-2:])


def _patches(images: Tensor) -> Tensor:
    """What each output pixel sees: images (n, channels, side, side) to (n, after, after, channels, KERNEL, KERNEL).

    As views of the padded images: torch's own im2col starts a kernel for each image on a GPU, a hundred thousand in a step.
    """
    seen = pad(images, (PADDING,) * 4).unfold(2, KERNEL, STRIDE).unfold(3, KERNEL, STRIDE)
    return seen.permute(0, 2, 3, 1, 4, 5)
