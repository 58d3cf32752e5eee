"""From the rows of a data set to logits."""

from __future__ import annotations

import numpy as np

from sim.training.kernels.compiled import Floats, Ints, helper
from sim.training.kernels.net import FAN_IN, PIXELS, WIDTH, Net, copy, parts
from sim.training.kernels.products import product


@helper
def enter(net: Net, inputs: Floats, chosen: Ints, signals: Floats) -> None:
    """The `chosen` rows of inputs (n, features), to the beginning of `signals`."""
    doors, width = net.doors[0], net.layers[0, WIDTH]
    length = inputs.shape[1] // len(doors)
    for r in range(len(chosen)):
        example, signal = inputs[chosen[r]], signals[r * width : (r + 1) * width]
        for d in range(len(doors)):
            copy(example[d * length : (d + 1) * length], signal[doors[d] : doors[d] + length])


@helper
def forward(net: Net, weights: Floats, signals: Floats, begins: Ints, rows: int) -> None:
    """From the inputs, which stand at the beginning of `signals`, to the logits at its end. What lies in the margin of an
    image is zero and stays so."""
    for i in range(len(net.layers)):
        layer = net.layers[i]
        height = rows * layer[PIXELS]
        weight, bias = parts(layer, weights)
        least = np.float32(0) if i + 1 < len(net.layers) else np.float32(-np.inf)
        signal, out = signals[begins[i] : begins[i + 1]], signals[begins[i + 1] : begins[i + 2]]
        spots, taps, homes = net.spots[i][:height], net.taps[i][: layer[FAN_IN]], net.homes[i][:height]
        product(signal, spots, taps, weight, bias, least, out, homes)
