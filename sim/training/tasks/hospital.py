"""Breast cancer Wisconsin (diagnostic): 569 patients, 30 measurements of cell nuclei, malignant 0 or benign 1.

Street, Wolberg and Mangasarian 1993; as in scikit-learn. The data say nothing about the patients themselves. What can be
served unequally are small and large tumours: the protected group is whether the mean radius of a patient's nuclei is above
the median of all patients (1) or not (0).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer

from sim.lab import Examples
from sim.training.corpus import Static
from sim.training.task import Shares

MEAN_RADIUS = 0
"""Column of the mean radius of a patient's cell nuclei."""


@dataclass(frozen=True)
class Hospital:
    """A handful of sites with few patients each: sensible for ten to twenty trainers at most.

    Where patients were seen is not in the data, so it is drawn: training patients in the order of mean radius in standard
    deviations times `unlike`, plus N(0, 1), are cut into equally large sites. At 0 sites are alike; the larger, the more
    some see small tumours and others large ones, as a screening centre and a clinic do.
    """

    holdout: float = 0.2
    test: float = 0.2
    sites: int = 20
    unlike: float = 1.0

    def __post_init__(self) -> None:
        Shares(self.holdout, self.test)
        if self.sites < 1:
            raise ValueError(f"Hospital.sites={self.sites}; allowed: at least 1")
        if not 0 <= self.unlike < np.inf:
            raise ValueError(f"Hospital.unlike={self.unlike}; allowed: 0 and above, finite")

    def build(self, rng: np.random.Generator) -> Static:
        inputs, labels = load_breast_cancer(return_X_y=True)
        groups = (inputs[:, MEAN_RADIUS] > np.median(inputs[:, MEAN_RADIUS])).astype(np.int64)
        examples = Examples(inputs.astype(np.float32), labels.astype(np.int64), groups)
        corpus = Shares(self.holdout, self.test).divide(examples, rng)
        return replace(corpus, split=replace(corpus.split, sources=self._sites(corpus.split.training, rng)))

    def _sites(self, patients: Examples, rng: np.random.Generator) -> NDArray[np.int64]:
        many = len(patients.labels)
        severity = self.unlike * patients.inputs[:, MEAN_RADIUS] + rng.standard_normal(many)
        site = np.empty(many, dtype=np.int64)
        site[np.argsort(severity)] = np.arange(many) * self.sites // many
        return rng.permutation(self.sites)[site]
