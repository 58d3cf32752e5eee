"""Layers as plain numbers: what is known of a standard model without any framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.training.layout import Layout


@dataclass(frozen=True, slots=True)
class Layer:
    """A product with a weight (fan_in, fan_out), plus a bias, at each of `pixels` places of the output.

    A convolution takes 3 x 3 patches of a square image, `side` pixels wide and `channels` deep, with stride two and one
    pixel of padding; for a dense layer there is one place and no image.
    """

    fan_in: int
    fan_out: int
    pixels: int = 1
    side: int = 0
    channels: int = 0


def layout(layers: Sequence[Layer]) -> Layout:
    """How the parameters of these layers lie in one vector: each weight, followed by its bias."""
    return Layout(tuple(shape for layer in layers for shape in ((layer.fan_in, layer.fan_out), (layer.fan_out,))))
