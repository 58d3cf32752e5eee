"""Layers as plain numbers: what is known of a standard model without any framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.layout import Layout


@dataclass(frozen=True, slots=True)
class Layer:
    """A product with a weight (fan_in, fan_out), plus a bias, at each of `pixels` places of the output.

    A convolution has 3 x 3 patches of a square image as input, `side` pixels wide and `channels` deep, with stride two
    and one pixel of padding; for a dense layer there is one place and no image.
    """

    fan_in: int
    fan_out: int
    pixels: int = 1
    side: int = 0
    channels: int = 0

    @property
    def size(self) -> int:
        """Number of its parameters."""
        return self.fan_in * self.fan_out + self.fan_out


def layout(layers: Sequence[Layer]) -> Layout:
    """How the parameters of these layers lie in one vector: each weight, followed by its bias."""
    return Layout(tuple(shape for layer in layers for shape in ((layer.fan_in, layer.fan_out), (layer.fan_out,))))


def table(layers: Sequence[Layer]) -> NDArray[np.int64]:
    """One row per layer, from the input up: pixels, fan_in, fan_out, where its weight begins, side, channels."""
    begins = np.cumsum([0, *(layer.size for layer in layers[:-1])])
    rows = [
        (layer.pixels, layer.fan_in, layer.fan_out, begin, layer.side, layer.channels)
        for layer, begin in zip(layers, begins, strict=True)
    ]
    return np.array(rows, dtype=np.int64)
