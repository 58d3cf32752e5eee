"""Handwritten digits: 1,797 images of 8 x 8 pixels, ten classes (UCI optdigits test set, as in scikit-learn)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_digits

from sim.lab import Examples
from sim.training.corpus import Static
from sim.training.task import Shares


@dataclass(frozen=True)
class Digits:
    """Real and small: twenty trainers reach about .96 and then learn nothing more."""

    holdout: float = 0.2
    test: float = 0.2

    def __post_init__(self) -> None:
        Shares(self.holdout, self.test)

    def build(self, rng: np.random.Generator) -> Static:
        inputs, labels = load_digits(return_X_y=True)
        examples = Examples(inputs.astype(np.float32), labels.astype(np.int64))
        return Shares(self.holdout, self.test).divide(examples, rng)
