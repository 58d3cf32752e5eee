"""Diabetes progression: 442 patients, ten measurements; does the disease progress faster than in the median patient?

Efron, Hastie, Johnstone and Tibshirani 2004; as in scikit-learn, unscaled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_diabetes

from sim.lab import Examples
from sim.training.corpus import Static
from sim.training.task import Shares

SEX = 1
"""Column of the protected attribute, coded 1 and 2 in the source and 0 and 1 in `Examples.groups`."""


@dataclass(frozen=True)
class DiabetesRisk:
    """Small, noisy and with a protected attribute, for audits of fairness. Sex stays among the inputs."""

    holdout: float = 0.2
    test: float = 0.2

    def __post_init__(self) -> None:
        Shares(self.holdout, self.test)

    def build(self, rng: np.random.Generator) -> Static:
        inputs, progression = load_diabetes(return_X_y=True, scaled=False)
        labels = (progression > np.median(progression)).astype(np.int64)
        groups = inputs[:, SEX].astype(np.int64) - 1
        return Shares(self.holdout, self.test).divide(Examples(inputs.astype(np.float32), labels, groups), rng)
