"""The data provider that lies about labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from agents.behaviours.deviation import Deviation
from sim.lab import Examples
from sim.view import View


@dataclass(frozen=True)
class LabelFlip(Deviation):
    """Offer the shard with false labels on a `share` of its rows: y becomes classes - 1 - y, or what `mapping` says.

    Biggio, Nelson and Laskov, Poisoning attacks against support vector machines, 2012; the map of Fang et al., Local model
    poisoning attacks, 2020. Knows: its own shard. Stopped by: whoever measures updates on clean data. Repeating the work
    does not find it: an honest trainer on these data computes the same.
    """

    share: float = 1.0
    classes: int | None = None
    """Number of labels; None: one more than the largest in the shard."""
    mapping: Mapping[int, int] = field(default_factory=dict)
    """From true to false label; labels that it does not name stay. Empty: y becomes classes - 1 - y."""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"LabelFlip.share={self.share}; allowed: 0 to 1")
        if self.classes is not None and self.classes < 2:
            raise ValueError(f"LabelFlip.classes={self.classes}; allowed: 2 or more, or null")
        if any(label < 0 for pair in self.mapping.items() for label in pair):
            raise ValueError(f"LabelFlip.mapping={dict(self.mapping)}; allowed: labels of 0 or more")

    def offer(self, view: View, shard: Examples) -> Examples | None:
        honest = super().offer(view, shard)
        if honest is None:
            return None
        # The same rows every day: a lie that changed would have to be offered, and paid for, anew.
        upto = np.floor(np.arange(len(honest.labels) + 1) * self.share)
        labels = np.where(np.diff(upto) > 0, self._flipped(honest.labels), honest.labels)
        return replace(honest, labels=labels)

    def _flipped(self, labels: NDArray[np.int64]) -> NDArray[np.int64]:
        classes = self.classes or int(labels.max()) + 1
        if not self.mapping:
            return classes - 1 - labels
        return np.array([self.mapping.get(int(label), int(label)) for label in labels], dtype=np.int64)
