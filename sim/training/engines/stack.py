"""Any model that serves a whole stack at once, on torch's batched products: the reference, and the way to a GPU."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Diverged, Score, Vector
from sim.training.engine import Client, Trial
from sim.training.forward import forward, stacked
from sim.training.model import Model
from sim.training.scoring import scores
from sim.training.stack import LEAST, train

ELEMENTS = 2**22
"""Inputs gathered at once for an evaluation, in float32 elements: 16 MiB."""


@dataclass(frozen=True)
class Stack:
    """An `Engine` on a `device` of torch, in stacks of at most `width`: it changes speed, never a result."""

    model: Model
    width: int = 64
    device: str = "cpu"

    def train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        # Neighbours in a stack end together.
        ranked = sorted(range(len(clients)), key=lambda i: -clients[i].job.steps)
        results: dict[int, Vector | Diverged] = {}
        for begin in range(0, len(ranked), self.width):
            chunk = ranked[begin : begin + self.width]
            results |= zip(chunk, train(self.model, [clients[i] for i in chunk], self.device), strict=True)
        return [results[i] for i in range(len(clients))]

    def score(self, trials: Iterable[Trial]) -> list[Score]:
        found: list[Score] = []
        given = iter(trials)
        for first in given:
            width = max(min(self.width, ELEMENTS // (len(first.rows) * self.model.features)), LEAST)
            part = [first, *islice(given, width - 1)]
            inputs, labels = (
                np.stack([getattr(trial.examples, name)[trial.rows] for trial in part]) for name in ("inputs", "labels")
            )
            logits = stacked(self.model, np.stack([trial.parameters for trial in part]), inputs, self.device)
            found += scores(logits, labels)
        return found

    def logits(self, parameters: Vector, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        return forward(self.model, parameters, inputs, self.device)
