"""How well parameters do on rows of a data set."""

from __future__ import annotations

import numpy as np
from numba import types

from sim.training.kernels.compiled import Floats, Ints, kernel
from sim.training.kernels.forward import enter, forward
from sim.training.kernels.loss import finite, softmax
from sim.training.kernels.net import CLASSES, FAN_OUT, NET, Net, begins, size, spread

ROWS = 64
"""Rows of a pass."""

_KEPT, _GIVEN = types.Array(types.float32, 1, "C", readonly=True), types.Array(types.float32, 2, "C", readonly=True)
_NUMBERS, _LOGITS = types.Array(types.int64, 1, "C", readonly=True), types.Array(types.float32, 2, "C")


@kernel(types.UniTuple(types.float64, 2)(NET, _KEPT, _GIVEN, _NUMBERS, _NUMBERS, _LOGITS))
def assess(
    net: Net, parameters: Floats, inputs: Floats, labels: Ints, chosen: Ints, logits: Floats
) -> tuple[float, float]:
    """Sum of the cross-entropies and number of hits of `parameters` (P,) on the rows `chosen` (n,). The net is for ROWS
    examples.

    Fills `logits` (n, classes). The first of equal logits decides on a hit. The sum is infinite when one logit is not
    finite.
    """
    places, classes = begins(net, ROWS), net.layers[-1, CLASSES]
    signals, powers = np.zeros(places[-1], np.float32), np.empty((ROWS, net.layers[-1, FAN_OUT]), np.float32)
    out, weights = signals[places[-2] :].reshape(powers.shape), np.zeros(size(net), np.float32)
    spread(net, parameters, weights)
    loss, hits = 0.0, 0
    for begin in range(0, len(chosen), ROWS):
        rows = min(ROWS, len(chosen) - begin)
        enter(net, inputs, chosen[begin : begin + rows], signals)
        forward(net, weights, signals, places, rows)
        softmax(out[:rows], classes, powers[:rows])
        for r in range(rows):
            row, own = out[r], labels[chosen[begin + r]]
            best, total = 0, 0.0
            for c in range(classes):
                logits[begin + r, c] = row[c]
                best = c if row[c] > row[best] else best
                total += powers[r, c]
            loss += np.log(total) + (np.float64(row[best]) - np.float64(row[own]))
            hits += best == own
            if not finite(row[:classes]):
                loss = np.inf
    return loss, np.float64(hits)
