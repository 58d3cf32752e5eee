"""Softmax and cross-entropy."""

from __future__ import annotations

import numpy as np

from sim.training.kernels.compiled import Floats, Ints, helper


@helper
def finite(values: Floats) -> bool:
    """Whether all are finite: counted in integers, so that the loop turns into vector instructions."""
    wrong = np.int32(0)
    for i in range(len(values)):
        wrong |= np.int32(values[i] - values[i] != 0)
    return bool(wrong == 0)


@helper
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


@helper
def softmax(logits: Floats, classes: int, out: Floats) -> None:
    """e to the power of each logit minus the largest of its row, (rows, width); zero beyond `classes`."""
    for r in range(len(logits)):
        top = logits[r, 0]
        for c in range(1, classes):
            top = logits[r, c] if logits[r, c] > top else top
        for c in range(logits.shape[1]):
            out[r, c] = logits[r, c] - top
    _exponentials(out.reshape(out.size))
    for r in range(len(logits)):
        out[r, classes:] = 0


@helper
def slope_of_loss(logits: Floats, classes: int, own: Ints, slope: Floats) -> None:
    """Slope (rows, width) of the mean cross-entropy with respect to the logits; `own` are the labels of the rows."""
    share = np.float32(1) / np.float32(len(logits))
    softmax(logits, classes, slope)
    for r in range(len(logits)):
        total = np.float32(0)
        for c in range(classes):
            total = total + slope[r, c]
        scale = share / total
        for c in range(slope.shape[1]):
            slope[r, c] = slope[r, c] * scale
        slope[r, own[r]] -= share
