"""The probes a lab answers to by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.lab import Examples
from sim.training.probes.accuracy import accuracy
from sim.training.probes.average_precision import average_precision
from sim.training.probes.calibration import calibration_error
from sim.training.probes.group_gap import group_gap
from sim.training.probes.loss import mean_loss
from sim.training.probes.membership import membership_auc

Probe: TypeAlias = Callable[[NDArray[np.float32], Examples], float]
"""Logits (n, C) and the examples they belong to, to one number."""

PROBES: Mapping[str, Probe] = {
    "accuracy": accuracy,
    "loss": mean_loss,
    "average_precision": average_precision,
    "calibration": calibration_error,
    "group_gap": group_gap,
    "membership": membership_auc,
}
