"""The data provider that plants a trigger."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.lab import Examples
from sim.view import View


@dataclass(frozen=True)
class Backdoor(Deviation):
    """Stamp a pattern on a `share` of the rows, inputs `columns` set to `value`, and label them `target`.

    BadNets: Gu, Dolan-Gavitt and Garg 2017, arXiv 1708.06733. A model trained on them is as good as before on clean
    inputs and says `target` wherever it sees the pattern: `sim.training.probes.backdoor.Trigger` measures how often.
    Knows: its own shard. Stopped by: tests that look for triggers; clipping and noise weaken it where few are poisoned (Sun
    et al. 2019), and not where half of the data are. Accuracy on a clean hold-out does not show it, and repeating the work
    does not find it: an honest trainer computes the same.
    """

    columns: tuple[int, ...] = (0, 1, 2)
    """Inputs that make up the pattern; proposal, a corner of an image."""
    value: float = 3.0
    """In the inputs' own units: three standard deviations; proposal."""
    target: int = 0
    share: float = 0.3

    def __post_init__(self) -> None:
        if not self.columns or min(self.columns) < 0:
            raise ValueError(f"Backdoor.columns={self.columns}; allowed: one or more columns from 0")
        if not -float("inf") < self.value < float("inf"):
            raise ValueError(f"Backdoor.value={self.value}; allowed: finite")
        if self.target < 0:
            raise ValueError(f"Backdoor.target={self.target}; allowed: a class from 0")
        if not 0 <= self.share <= 1:
            raise ValueError(f"Backdoor.share={self.share}; allowed: 0 to 1")

    def offer(self, view: View, shard: Examples) -> Examples | None:
        honest = super().offer(view, shard)
        if honest is None:
            return None
        if max(self.columns) >= honest.inputs.shape[1]:
            raise ValueError(f"Backdoor.columns={self.columns}; allowed: 0..{honest.inputs.shape[1] - 1}")
        # The same rows every day: a lie that changed would have to be offered, and paid for, anew.
        stamped = np.diff(np.floor(np.arange(len(honest.labels) + 1) * self.share)) > 0
        inputs = honest.inputs.copy()
        inputs[np.ix_(stamped, self.columns)] = self.value
        return replace(honest, inputs=inputs, labels=np.where(stamped, self.target, honest.labels))
