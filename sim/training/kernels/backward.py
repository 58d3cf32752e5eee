"""From the slope of the loss with respect to the logits back to that with respect to the parameters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.training.kernels.compiled import Floats, Ints, helper
from sim.training.kernels.net import CLASSES, FAN_IN, FAN_OUT, PIXELS, RUN, WIDTH, Net, begins, parts, size
from sim.training.kernels.products import add_product


class Desk(NamedTuple):
    """What trainings of one batch size work on, one after the other: parameters, their slopes, what these carry along, and
    signals, (size,) each; and for the way back slopes above and below a layer, and its weight turned over."""

    weights: Floats
    slopes: Floats
    velocity: Floats
    signals: Floats
    above: Floats
    below: Floats
    turned: Floats


@helper
def desk(net: Net, rows: int) -> Desk:
    """An empty one."""
    wide, tall, heavy = 0, 0, 0
    for i in range(len(net.layers)):
        layer = net.layers[i]
        wide = max(wide, rows * layer[PIXELS] * layer[FAN_OUT])
        tall = max(tall, rows * layer[WIDTH])
        heavy = max(heavy, layer[FAN_IN] * layer[FAN_OUT])
    weights, signals = np.zeros(size(net), np.float32), np.zeros(begins(net, rows)[-1], np.float32)
    above, below, turned = np.empty(wide, np.float32), np.empty(tall, np.float32), np.empty(heavy, np.float32)
    return Desk(weights, np.empty_like(weights), np.empty_like(weights), signals, above, below, turned)


@helper
def backward(net: Net, desk: Desk, begins: Ints, rows: int) -> None:
    """Fills `slopes`, when `above` holds those with respect to the logits. There what belongs to a layer lies pixel after
    pixel, and in `below` as its signals do."""
    above, turned, counted = desk.above, desk.turned, net.taps[-1]
    desk.slopes[:] = 0
    for i in range(len(net.layers) - 1, -1, -1):
        layer = net.layers[i]
        height, fan_in, fan_out, used = rows * layer[PIXELS], layer[FAN_IN], layer[FAN_OUT], layer[CLASSES]
        spots, taps, lines = net.spots[i][:height], net.taps[i][:fan_in], net.lines[i]
        weight, _ = parts(layer, desk.weights)
        of_weight, of_bias = parts(layer, desk.slopes)
        signal = desk.signals[begins[i] : begins[i + 1]]
        add_product(signal, taps, spots, above, of_weight, lines, counted[:fan_out], fan_out)
        for r in range(height):
            line = above[r * fan_out : (r + 1) * fan_out]
            for j in range(fan_out):
                of_bias[j] = of_bias[j] + line[j]
        if i == 0:
            return
        for j in range(used):
            for k in range(fan_in):
                turned[j * fan_in + k] = weight[k * fan_out + j]
        below = desk.below[: len(signal)]
        below[:] = 0
        add_product(above, lines[:height], counted[:used], turned, below, spots, taps, layer[RUN])
        _rectified(
            net.homes[i - 1][: rows * net.layers[i - 1, PIXELS]], net.layers[i - 1, FAN_OUT], signal, below, above
        )


@helper
def _rectified(homes: Ints, width: int, signal: Floats, below: Floats, above: Floats) -> None:
    """The slopes in front of a rectifier, pixel after pixel, from those behind it."""
    for r in range(len(homes)):
        begin, end = homes[r], homes[r] + width
        ours, theirs, line = signal[begin:end], below[begin:end], above[r * width : (r + 1) * width]
        for j in range(width):
            line[j] = theirs[j] if ours[j] > 0 else np.float32(0)
