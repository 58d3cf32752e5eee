"""A mean over seeds, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.comparing.bootstrap import interval


@dataclass(frozen=True)
class Estimate:
    """The mean of independent runs with its 95 % interval; the interval of a single run is not a number."""

    mean: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Estimate:
        low, high = interval(values) or (float("nan"), float("nan"))
        return cls(float(np.mean(values)), low, high, len(values))

    def __str__(self) -> str:
        return f"{self.mean:.4g} ({self.low:.4g} to {self.high:.4g}), n = {self.runs}"
