"""Whether the model serves protected groups equally well."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.scoring import hits


def group_gap(logits: NDArray[np.float32], examples: Examples) -> float:
    """Largest minus smallest accuracy over the groups present, 0..1 (accuracy parity). Logits are (n, classes).

    Raises ValueError when the examples name no groups.
    """
    if examples.groups is None:
        raise ValueError("Examples.groups is None; the probe group_gap needs a protected group for every row")
    correct = hits(logits, examples.labels)
    rates = [float(correct[examples.groups == group].mean()) for group in np.unique(examples.groups)]
    return max(rates) - min(rates)
