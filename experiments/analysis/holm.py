"""Many questions at once: p-values that allow for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values, in the order given: whoever rejects those at or below alpha errs, in any of them, with
    probability alpha at most, whatever the tests have to do with each other.

    The k-th smallest of m is multiplied by m - k + 1, never made smaller than one before it, and cut at 1. Holm, A simple
    sequentially rejective multiple test procedure, 1979.
    """
    given = np.asarray(p_values, np.float64)
    order = np.argsort(given, kind="stable")
    factors = np.arange(len(given), 0, -1)
    found = np.empty_like(given)
    found[order] = np.minimum(np.maximum.accumulate(given[order] * factors), 1)
    return [float(value) for value in found]
