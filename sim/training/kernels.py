"""Local SGD and scoring of the standard models, compiled by numba: one job at a time, gradients written out.

A network is a table with one row per layer, from the input up. A convolution is a gather of patches followed by the
product that a dense layer is, so one kernel serves logistic regression, perceptrons and convolutional nets of any depth.
Every element of a product is summed in one fixed order by one thread, whatever stands beside it in the batch: a result
cannot depend on neighbours. The inner loops run along a row of the output and so turn into vector instructions without
reordering a sum; only a product and the sum that takes it are fused (`contract`).

All kernels are in this one file because numba renews its cache on disk when the file of the called kernel changed, and
not for changes in files that this one imports.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

import numpy as np
from numba import float32, float64, int64, njit, types
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., object])
Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]

PIXELS, FAN_IN, FAN_OUT, CLASSES, OFFSET, SIDE, CHANNELS = range(7)
"""Columns of the table: output pixels of a layer (1 if dense), rows and columns of its weight, how many of these columns
are in use, where the weight begins in the parameters (its bias follows), and for a convolution side and depth of its input
image, else zeros."""

KERNEL, STRIDE, PADDING = 3, 2, 1
BLOCK = 64
"""Terms of a product that are taken at once, to stay in the nearest cache; and rows of a pass without gradients."""

_OPTIONS = {"fastmath": {"contract"}, "error_model": "numpy", "nogil": True}
_TABLE, _LABELS = types.Array(int64, 2, "C", readonly=True), types.Array(int64, 1, "C", readonly=True)
_KEPT, _GIVEN = types.Array(float32, 1, "C", readonly=True), types.Array(float32, 2, "C", readonly=True)

_helper: Callable[[F], F] = njit(no_cpython_wrapper=True, **_OPTIONS)


def _kernel(signature: object) -> Callable[[F], F]:
    """Compiles when this module is imported, once per machine where there is a place to keep the code."""

    def compiled(function: F) -> F:
        try:
            found: F = njit(signature, cache=True, **_OPTIONS)(function)
        except Exception:  # no folder may be written, or what was kept cannot be read
            found = njit(signature, **_OPTIONS)(function)
        return found

    return compiled


@_helper
def _copy(source: Floats, into: Floats) -> None:
    for i in range(len(into)):
        into[i] = source[i]


@_helper
def _finite(values: Floats) -> bool:
    """Whether all are finite: counted in integers, so that the loop turns into vector instructions."""
    wrong = np.int32(0)
    for i in range(len(values)):
        wrong |= np.int32(values[i] - values[i] != 0)
    return bool(wrong == 0)


@_helper
def _exponentials(values: Floats) -> None:
    """e to the power of each value from -87 to 88, in place, to two units in the last place (after Cephes' expf)."""
    for i in range(len(values)):
        x = np.float32(-87) if values[i] < np.float32(-87) else values[i]
        x = np.float32(88) if x > np.float32(88) else x  # what is not a number stays so
        n = (x * np.float32(1.44269504) + np.float32(12582912)) - np.float32(12582912)  # to the nearest whole number
        r = x - n * np.float32(0.693359375) - n * np.float32(-2.12194440e-4)
        p = np.float32(1.9875691500e-4)
        p = p * r + np.float32(1.3981999507e-3)
        p = p * r + np.float32(8.3334519073e-3)
        p = p * r + np.float32(4.1665795894e-2)
        p = p * r + np.float32(1.6666665459e-1)
        p = p * r + np.float32(5.0000001201e-1)
        whole = np.int32(0) if np.isnan(n) else np.int32(n)
        power = np.int32((whole + np.int32(127)) << np.int32(23)).view(np.float32)
        values[i] = (p * r * r + r + np.float32(1)) * power


@_helper
def _add_product(left: Floats, right: Floats, out: Floats) -> None:
    """out (n, m) += left (n, k) @ right (k, m), in tiles of four rows by four terms that stay in registers."""
    rows, terms = left.shape
    columns = right.shape[1]
    for begin in range(0, terms, BLOCK):
        end = min(begin + BLOCK, terms)
        even = begin + (end - begin) // 4 * 4
        for i in range(0, rows - 3, 4):
            o0, o1, o2, o3 = out[i], out[i + 1], out[i + 2], out[i + 3]
            for k in range(begin, even, 4):
                r0, r1, r2, r3 = right[k], right[k + 1], right[k + 2], right[k + 3]
                a0, a1, a2, a3 = left[i, k], left[i, k + 1], left[i, k + 2], left[i, k + 3]
                b0, b1, b2, b3 = left[i + 1, k], left[i + 1, k + 1], left[i + 1, k + 2], left[i + 1, k + 3]
                c0, c1, c2, c3 = left[i + 2, k], left[i + 2, k + 1], left[i + 2, k + 2], left[i + 2, k + 3]
                d0, d1, d2, d3 = left[i + 3, k], left[i + 3, k + 1], left[i + 3, k + 2], left[i + 3, k + 3]
                for j in range(columns):
                    w, x, y, z = r0[j], r1[j], r2[j], r3[j]
                    o0[j] = o0[j] + a0 * w + a1 * x + a2 * y + a3 * z
                    o1[j] = o1[j] + b0 * w + b1 * x + b2 * y + b3 * z
                    o2[j] = o2[j] + c0 * w + c1 * x + c2 * y + c3 * z
                    o3[j] = o3[j] + d0 * w + d1 * x + d2 * y + d3 * z
            for k in range(even, end):
                r0 = right[k]
                a0, b0, c0, d0 = left[i, k], left[i + 1, k], left[i + 2, k], left[i + 3, k]
                for j in range(columns):
                    w = r0[j]
                    o0[j] = o0[j] + a0 * w
                    o1[j] = o1[j] + b0 * w
                    o2[j] = o2[j] + c0 * w
                    o3[j] = o3[j] + d0 * w
        for i in range(rows // 4 * 4, rows):
            o0 = out[i]
            for k in range(begin, end):
                r0, a0 = right[k], left[i, k]
                for j in range(columns):
                    o0[j] = o0[j] + a0 * r0[j]


@_helper
def _layer(layer: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """Weight (fan_in, fan_out) and bias (fan_out,) of a layer: views."""
    fan_in, fan_out, offset = layer[FAN_IN], layer[FAN_OUT], layer[OFFSET]
    end = offset + fan_in * fan_out
    return weights[offset:end].reshape(fan_in, fan_out), weights[end : end + fan_out]


@_helper
def _spread(layers: Ints, homes: Ints, parameters: Floats) -> Floats:
    """Parameters (P,) in the kernel's own vector, zero where it holds nothing."""
    last = layers[-1]
    weights = np.zeros(last[OFFSET] + last[FAN_IN] * last[FAN_OUT] + last[FAN_OUT], np.float32)
    for p in range(len(homes)):
        weights[homes[p]] = parameters[p]
    return weights


@_helper
def _patches(layer: Ints, images: Floats, out: Floats) -> None:
    """The patches (images * pixels, 9 * channels) of images (images, side * side * channels), the channel fastest."""
    side, channels = layer[SIDE], layer[CHANNELS]
    after = (side + 2 * PADDING - KERNEL) // STRIDE + 1
    pixels, patches = images.reshape(-1, side, side, channels), out.reshape(-1, after, after, KERNEL, KERNEL, channels)
    patches[:] = 0
    for image, row, column, dy, dx in np.ndindex(len(pixels), after, after, KERNEL, KERNEL):
        y, x = row * STRIDE + dy - PADDING, column * STRIDE + dx - PADDING
        if 0 <= y < side and 0 <= x < side:
            for c in range(channels):
                patches[image, row, column, dy, dx, c] = pixels[image, y, x, c]


@_helper
def _add_patches(layer: Ints, slopes: Floats, out: Floats) -> None:
    """The transpose of `_patches`: each slope (images * pixels, 9 * channels) is added to the pixel that it came from."""
    side, channels = layer[SIDE], layer[CHANNELS]
    after = (side + 2 * PADDING - KERNEL) // STRIDE + 1
    pixels, patches = out.reshape(-1, side, side, channels), slopes.reshape(-1, after, after, KERNEL, KERNEL, channels)
    for image, row, column, dy, dx in np.ndindex(len(pixels), after, after, KERNEL, KERNEL):
        y, x = row * STRIDE + dy - PADDING, column * STRIDE + dx - PADDING
        if 0 <= y < side and 0 <= x < side:
            for c in range(channels):
                pixels[image, y, x, c] = pixels[image, y, x, c] + patches[image, row, column, dy, dx, c]


@_helper
def _places(layers: Ints, rows: int) -> Ints:
    """Where the input of each layer begins in a buffer of signals, and its patches in another; the last row is the end."""
    places = np.zeros((len(layers) + 2, 2), np.int64)
    first = layers[0]
    places[1, 0] = rows * (first[SIDE] * first[SIDE] * first[CHANNELS] if first[SIDE] else first[FAN_IN])
    for i in range(len(layers)):
        layer = layers[i]
        places[i + 2, 0] = places[i + 1, 0] + rows * layer[PIXELS] * layer[FAN_OUT]
        places[i + 1, 1] = places[i, 1] + (rows * layer[PIXELS] * layer[FAN_IN] if layer[SIDE] else 0)
    return places


@_helper
def _signal(signals: Floats, places: Ints, i: int, rows: int) -> Floats:
    """What enters layer i, (rows, width)."""
    return signals[places[i, 0] : places[i + 1, 0]].reshape(rows, (places[i + 1, 0] - places[i, 0]) // rows)


@_helper
def _table(layer: Ints, signals: Floats, gathered: Floats, places: Ints, i: int, rows: int) -> Floats:
    """What layer i multiplies by its weight, (rows * pixels, fan_in): its input, or the patches of it."""
    if layer[SIDE]:
        return gathered[places[i, 1] : places[i + 1, 1]].reshape(rows * layer[PIXELS], layer[FAN_IN])
    return _signal(signals, places, i, rows)


@_helper
def _forward(layers: Ints, weights: Floats, signals: Floats, gathered: Floats, places: Ints, rows: int) -> None:
    """From the inputs, which stand at the beginning of `signals`, to the logits at its end."""
    last = len(layers) - 1
    for i in range(last + 1):
        layer = layers[i]
        weight, bias = _layer(layer, weights)
        table = _table(layer, signals, gathered, places, i, rows)
        if layer[SIDE]:
            _patches(layer, _signal(signals, places, i, rows), table)
        out = _signal(signals, places, i + 1, rows).reshape(rows * layer[PIXELS], layer[FAN_OUT])
        for r in range(len(out)):
            _copy(bias, out[r])
        _add_product(table, weight, out)
        if i < last:
            flat = signals[places[i + 1, 0] : places[i + 2, 0]]
            for j in range(len(flat)):
                flat[j] = np.float32(0) if flat[j] < 0 else flat[j]  # what is not a number stays so


@_helper
def _softmax(logits: Floats, classes: int, out: Floats) -> None:
    """e to the power of each logit minus the largest of its row, (rows, width); zero beyond `classes`."""
    for r in range(len(logits)):
        row, into = logits[r], out[r]
        top = row[0]
        for c in range(1, classes):
            top = row[c] if row[c] > top else top
        for c in range(len(row)):
            into[c] = row[c] - top
    _exponentials(out.reshape(out.size))
    for r in range(len(logits)):
        out[r, classes:] = 0


@_helper
def _slope_of_loss(logits: Floats, classes: int, own: Ints, slope: Floats) -> None:
    """Slope (rows, width) of the mean cross-entropy with respect to the logits; `own` are the labels of the rows."""
    share = np.float32(1) / np.float32(len(logits))
    _softmax(logits, classes, slope)
    for r in range(len(logits)):
        row = slope[r]
        total = np.float32(0)
        for c in range(classes):
            total = total + row[c]
        scale = share / total
        for c in range(len(row)):
            row[c] = row[c] * scale
        row[own[r]] -= share


@_helper
def _backward(
    layers: Ints,
    weights: Floats,
    signals: Floats,
    gathered: Floats,
    places: Ints,
    rows: int,
    one: Floats,
    other: Floats,
    turned: Floats,
    slopes: Floats,
) -> None:
    """Slopes with respect to all parameters; `one` holds that with respect to the logits, `other` is for working."""
    slopes[:] = 0
    for i in range(len(layers) - 1, -1, -1):
        layer = layers[i]
        height, fan_in, fan_out = rows * layer[PIXELS], layer[FAN_IN], layer[FAN_OUT]
        above = one[: height * fan_out].reshape(height, fan_out)
        weight, _ = _layer(layer, weights)
        of_weight, of_bias = _layer(layer, slopes)
        table = _table(layer, signals, gathered, places, i, rows)
        _add_product(table.T, above, of_weight)
        for r in range(height):
            row = above[r]
            for j in range(fan_out):
                of_bias[j] = of_bias[j] + row[j]
        if i == 0:
            return
        transposed = turned[: fan_in * fan_out].reshape(fan_out, fan_in)
        for k in range(fan_in):
            for j in range(fan_out):
                transposed[j, k] = weight[k, j]
        below = other[: height * fan_in].reshape(height, fan_in)
        below[:] = 0
        _add_product(above, transposed, below)
        signal = _signal(signals, places, i, rows)
        if layer[SIDE]:
            one[: signal.size] = 0
            _add_patches(layer, below, one[: signal.size].reshape(signal.shape))
        else:
            one, other = other, one
        into, flat = one[: signal.size], signal.reshape(signal.size)
        for j in range(len(into)):
            into[j] = into[j] if flat[j] > 0 else np.float32(0)


@_kernel(int64(_TABLE, _LABELS, _KEPT, _GIVEN, _LABELS, int64[:, ::1], float32, float32, float32[::1]))
def descend(
    layers: Ints,
    homes: Ints,
    start: Floats,
    inputs: Floats,
    labels: Ints,
    plan: Ints,
    rate: np.float32,
    momentum: np.float32,
    delta: Floats,
) -> int:
    """SGD from `start` (P,) on the rows `plan` (steps, batch) of a data set; `delta` (P,) becomes local minus start.

    `homes` (P,) says where each parameter stands in the kernel's own vector. Returns how many of start, first step,
    second step ... were finite before the first that was not.
    """
    steps, rows = plan.shape
    places = _places(layers, rows)
    signals, gathered = np.empty(places[-1, 0], np.float32), np.empty(places[-2, 1], np.float32)
    wide, heavy = 0, 0
    for i in range(len(layers)):
        wide = max(wide, rows * layers[i, PIXELS] * max(layers[i, FAN_IN], layers[i, FAN_OUT]))
        heavy = max(heavy, layers[i, FAN_IN] * layers[i, FAN_OUT])
    one, other, turned = np.empty(wide, np.float32), np.empty(wide, np.float32), np.empty(heavy, np.float32)
    weights = _spread(layers, homes, start)
    own, slopes, velocity = np.empty(rows, np.int64), np.empty_like(weights), np.zeros_like(weights)
    if not _finite(weights):
        return 0
    table = _signal(signals, places, 0, rows)
    logits = _signal(signals, places, len(layers), rows)
    for step in range(steps):
        for r in range(rows):
            own[r] = labels[plan[step, r]]
            _copy(inputs[plan[step, r]], table[r])
        _forward(layers, weights, signals, gathered, places, rows)
        _slope_of_loss(logits, layers[-1, CLASSES], own, one[: logits.size].reshape(logits.shape))
        _backward(layers, weights, signals, gathered, places, rows, one, other, turned, slopes)
        if momentum == 0:
            for p in range(len(weights)):
                weights[p] = weights[p] - rate * slopes[p]
        else:
            for p in range(len(weights)):
                velocity[p] = momentum * velocity[p] + slopes[p]
                weights[p] = weights[p] - rate * velocity[p]
        if not _finite(weights):
            return int(step + 1)
    for p in range(len(homes)):
        delta[p] = weights[homes[p]] - start[p]
    return int(steps + 1)


@_kernel(types.UniTuple(float64, 2)(_TABLE, _LABELS, _KEPT, _GIVEN, _LABELS, _LABELS, float32[:, ::1]))
def assess(
    layers: Ints, homes: Ints, parameters: Floats, inputs: Floats, labels: Ints, chosen: Ints, logits: Floats
) -> tuple[float, float]:
    """Sum of the cross-entropies and number of hits of `parameters` (P,) on the rows `chosen` (n,).

    Fills `logits` (n, classes). The first of equal logits decides on a hit. The sum is infinite when one logit is not
    finite.
    """
    places = _places(layers, BLOCK)
    signals, gathered = np.empty(places[-1, 0], np.float32), np.empty(places[-2, 1], np.float32)
    powers = np.empty(places[-1, 0] - places[-2, 0], np.float32)
    weights = _spread(layers, homes, parameters)
    classes = layers[-1, CLASSES]
    loss, hits = 0.0, 0
    for begin in range(0, len(chosen), BLOCK):
        rows = min(BLOCK, len(chosen) - begin)
        places = _places(layers, rows)
        table, out = _signal(signals, places, 0, rows), _signal(signals, places, len(layers), rows)
        for r in range(rows):
            _copy(inputs[chosen[begin + r]], table[r])
        _forward(layers, weights, signals, gathered, places, rows)
        softened = powers[: out.size].reshape(out.shape)
        _softmax(out, classes, softened)
        for r in range(rows):
            row, own = out[r], labels[chosen[begin + r]]
            best, total = 0, 0.0
            for c in range(classes):
                logits[begin + r, c] = row[c]
                best = c if row[c] > row[best] else best
                total += softened[r, c]
            loss += np.log(total) + (np.float64(row[best]) - np.float64(row[own]))
            hits += best == own
            if not _finite(row[:classes]):
                loss = np.inf
    return loss, np.float64(hits)
