"""How often the model is right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.scoring import hits


def accuracy(logits: NDArray[np.float32], examples: Examples) -> float:
    """Share of rows that are right, 0..1; logits are (n, classes)."""
    return float(hits(logits, examples.labels).mean())
