"""Breast cancer Wisconsin (diagnostic): 569 patients, 30 measurements of cell nuclei, malignant 0 or benign 1.

Street, Wolberg and Mangasarian 1993; as in scikit-learn. The data say nothing about the patients themselves. What can be
served unequally are small and large tumours: the protected group is whether the mean radius of a patient's nuclei is above
the median of all patients (1) or not (0).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_breast_cancer

from sim.lab import Examples
from sim.training.corpus import Static
from sim.training.task import Shares

MEAN_RADIUS = 0
"""Column of the mean radius of a patient's cell nuclei."""


@dataclass(frozen=True)
class Hospital:
    """A handful of sites with few patients each: sensible for ten to twenty trainers at most."""

    holdout: float = 0.2
    test: float = 0.2

    def __post_init__(self) -> None:
        Shares(self.holdout, self.test)

    def build(self, rng: np.random.Generator) -> Static:
        inputs, labels = load_breast_cancer(return_X_y=True)
        groups = (inputs[:, MEAN_RADIUS] > np.median(inputs[:, MEAN_RADIUS])).astype(np.int64)
        examples = Examples(inputs.astype(np.float32), labels.astype(np.int64), groups)
        return Shares(self.holdout, self.test).divide(examples, rng)
