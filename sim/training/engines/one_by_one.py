"""Any module of torch, one job after the other through autograd: correct, repeatable and slow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from sim.jobs import Diverged, Score, Vector
from sim.training.batches import batches
from sim.training.engine import Client, Trial
from sim.training.scoring import hits, losses, tally
from sim.training.wrapped import WrappedModule

BLOCK = 4096
"""Rows per pass without gradients."""


class OneByOne:
    """An `Engine` of a wrapped module on a `device` of torch."""

    def __init__(self, model: WrappedModule, device: str) -> None:
        self._model, self._device = model, device
        model.module.to(device)

    def train(self, clients: Sequence[Client]) -> list[Vector | Diverged]:
        return [self._descend(client) for client in clients]

    def score(self, trials: Iterable[Trial]) -> list[Score]:
        return [self._score(trial) for trial in trials]

    def logits(self, parameters: Vector, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        point = torch.tensor(parameters, device=self._device)
        blocks = [torch.tensor(inputs[i : i + BLOCK], device=self._device) for i in range(0, len(inputs), BLOCK)]
        with torch.no_grad():
            return np.concatenate([self._model.logits(point, block, training=False).cpu().numpy() for block in blocks])

    def _descend(self, client: Client) -> Vector | Diverged:
        job, examples = client.job, client.examples
        start = torch.tensor(client.start, device=self._device)
        local, velocity = start.clone(), torch.zeros_like(start)
        for step, rows in enumerate(batches(job)):
            if not local.isfinite().all():
                return Diverged(step)
            point = local.detach().requires_grad_()
            inputs, labels = (torch.tensor(x[rows], device=self._device) for x in (examples.inputs, examples.labels))
            loss = torch.nn.functional.cross_entropy(self._model.logits(point, inputs, training=True), labels)
            (slope,) = torch.autograd.grad(loss, point)
            velocity = job.momentum * velocity + slope
            local = local - job.rate * velocity
        if not local.isfinite().all():
            return Diverged(job.steps)
        delta: Vector = (local - start).cpu().numpy()
        return delta

    def _score(self, trial: Trial) -> Score:
        inputs, labels = trial.examples.inputs[trial.rows], trial.examples.labels[trial.rows]
        logits = self.logits(trial.parameters, inputs)
        return tally(float(losses(logits, labels).sum()), int(hits(logits, labels).sum()), len(labels))
