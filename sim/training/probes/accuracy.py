"""How often the model is right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples


def accuracy(logits: NDArray[np.float32], examples: Examples) -> float:
    """Share of rows whose first largest logit is the label, 0..1; logits are (n, classes)."""
    return float((logits.argmax(axis=1) == examples.labels).mean())
