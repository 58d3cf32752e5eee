"""How surprised the model is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.scoring import losses


def mean_loss(logits: NDArray[np.float32], examples: Examples) -> float:
    """Mean cross-entropy in nats; logits are (n, classes), and a row that is not finite makes it infinite."""
    return float(losses(logits, examples.labels).mean())
