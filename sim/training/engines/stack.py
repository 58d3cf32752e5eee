"""Any model that serves a whole stack at once, on torch's batched products: the reference, and the way to a GPU."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sim.jobs import Diverged, Score, Vector
from sim.training.engine import Client, Trial
from sim.training.engines.descent import LEAST, descend
from sim.training.engines.rows import Rows
from sim.training.model import Stackable
from sim.training.scoring import tally

ELEMENTS = 2**22
"""Inputs gathered at once for an evaluation, in float32 elements: 16 MiB."""
BLOCK = 4096
"""Rows per pass of `logits`: fixed, because the shape of a matrix product may change its last bit."""


class Stack:
    """An `Engine` on a `device` of torch, in stacks of at most `width`: it changes speed, never a result."""

    def __init__(self, model: Stackable, width: int = 64, device: str = "cpu") -> None:
        self._model, self._width, self._device = model, width, device
        self._rows = Rows(model.features, device)

    def train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        # Neighbours in a stack end together.
        ranked = sorted(range(len(clients)), key=lambda i: -clients[i].job.steps)
        results: dict[int, Vector | Diverged] = {}
        for begin in range(0, len(ranked), self._width):
            chunk = ranked[begin : begin + self._width]
            ends = descend(self._model, [clients[i] for i in chunk], self._rows, self._device)
            results |= zip(chunk, ends, strict=True)
        return [results[i] for i in range(len(clients))]

    def score(self, trials: Iterable[Trial]) -> list[Score]:
        found: list[Score] = []
        given = iter(trials)
        for first in given:
            width = max(min(self._width, ELEMENTS // (len(first.rows) * self._model.features)), LEAST)
            found += self._scores([first, *islice(given, width - 1)])
        return found

    def logits(self, parameters: Vector, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        point = torch.tensor(parameters).expand(LEAST, -1).to(self._device)
        blocks = [torch.tensor(inputs[i : i + BLOCK]).expand(LEAST, -1, -1) for i in range(0, len(inputs), BLOCK)]
        with torch.no_grad():
            parts = [self._model.logits(point, block.to(self._device))[0].cpu().numpy() for block in blocks]
        return np.concatenate(parts)

    def _scores(self, trials: Sequence[Trial]) -> list[Score]:
        wide = [*trials, *(trials[0] for _ in range(LEAST - len(trials)))]
        point = torch.from_numpy(np.stack([trial.parameters for trial in wide])).to(self._device)
        chosen = np.stack([trial.rows + self._rows.begin(trial.examples) for trial in wide])
        rows = torch.from_numpy(chosen).to(self._device)
        with torch.no_grad():
            labels = self._rows.labels[rows]
            losses, hits = _sums(self._model.logits(point, self._rows.inputs[rows]), labels)
        return [
            tally(loss, right, len(trial.rows))
            for trial, loss, right in zip(trials, losses.tolist(), hits.tolist(), strict=False)  # padding has no trial
        ]


def _sums(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Cross-entropy and hits of each member, summed over its rows, (K,), as `scoring` has them; logits are (K, n, C)."""
    finite = logits.isfinite().all(dim=-1)
    losses = torch.nn.functional.cross_entropy(logits.double().flatten(0, 1), labels.flatten(), reduction="none")
    hits = (logits.argmax(dim=-1) == labels) & finite
    return torch.where(finite, losses.view_as(labels), torch.inf).sum(dim=1), hits.sum(dim=1)
