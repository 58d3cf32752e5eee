"""A network as the kernels read it: integers that say where everything lies."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import types

from sim.training.kernels.compiled import Floats, Ints, helper

PIXELS, FAN_IN, FAN_OUT, CLASSES, OFFSET, WIDTH, RUN = range(7)
"""Columns of `Net.layers`: output pixels of a layer (1 if dense), rows and columns of its weight, how many of these columns
are in use, where the weight begins in the kernels' vector of parameters (its bias follows), numbers that one example takes
in its input, and how many terms of a sum lie one after the other there."""


class Net(NamedTuple):
    """A network for so many examples at once; one line for each layer, from the input up."""

    layers: Ints
    """(layers, 7), see above."""
    strips: Ints
    """(strips, 3): where a row of a weight, or a bias, begins in the parameters and in the kernels' vector, its length."""
    doors: Ints
    """(1, pieces): where each of so many equal pieces of an example begins in the first layer's input."""
    taps: Ints
    """(layers + 1, longest): where the terms of a sum lie in a layer's input, from the first one; last 0, 1, 2 ..."""
    spots: Ints
    """(layers, longest): where the first term of each output pixel lies."""
    homes: Ints
    """(layers, longest): where each output pixel lies in what comes after."""
    lines: Ints
    """(layers, longest): where it would lie if all lay one after the other."""


NET = types.NamedUniTuple(types.Array(types.int64, 2, "C", readonly=True), len(Net._fields), Net)


@helper
def size(net: Net) -> int:
    """Length of the kernels' vector of parameters."""
    last = net.layers[-1]
    return int(last[OFFSET] + (last[FAN_IN] + 1) * last[FAN_OUT])


@helper
def parts(layer: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """Weight, row after row of fan_out numbers, and bias (fan_out,) of a layer: views."""
    begin = layer[OFFSET]
    end = begin + layer[FAN_IN] * layer[FAN_OUT]
    return weights[begin:end], weights[end : end + layer[FAN_OUT]]


@helper
def spread(net: Net, parameters: Floats, weights: Floats) -> None:
    """Parameters (P,) into the kernels' vector, zeros elsewhere: who worked there before may have left what is no number."""
    weights[:] = 0
    for s in range(len(net.strips)):
        theirs, ours, length = net.strips[s]
        copy(parameters[theirs : theirs + length], weights[ours : ours + length])


@helper
def begins(net: Net, rows: int) -> Ints:
    """Where the input of each layer begins in a buffer of signals, then the logits, then its end."""
    found = np.zeros(len(net.layers) + 2, np.int64)
    for i in range(len(net.layers)):
        found[i + 1] = found[i] + rows * net.layers[i, WIDTH]
    found[-1] = found[-2] + rows * net.layers[-1, FAN_OUT]
    return found


@helper
def copy(source: Floats, into: Floats) -> None:
    """Along slices from zero on: there numba need not look for negative places, and vector instructions are possible."""
    for i in range(len(into)):
        into[i] = source[i]
