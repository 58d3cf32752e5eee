"""Many local SGD runs as one shrinking stack.

Jobs are sorted by steps and run side by side as batched matrix products; each leaves when its steps are done, so nobody
pays for the longest. What a job computes does not depend on its neighbours, not even in the last bit: every operation
either is a batched matrix product, works row by row, or rounds once per element. Batched products of a stack of one take
another path in some builds of torch, so a stack never shrinks below two. Nothing is asked of the device until the end:
whoever asks waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sim.jobs import Diverged, Vector
from sim.training.engine import Client
from sim.training.engines.drawing import draw
from sim.training.engines.rows import Rows
from sim.training.model import Stackable

LEAST = 2


def descend(model: Stackable, clients: Sequence[Client], rows: Rows, device: str) -> list[Vector | Diverged]:
    """Local minus start (P,) for each client, or where it diverged. They come longest first and share one batch size."""
    wide = [*clients, *(clients[0] for _ in range(LEAST - len(clients)))]
    plan = _plan(wide, rows).to(device)
    rate, momentum = (_column([getattr(c.job, name) for c in wide], device) for name in ("rate", "momentum"))
    start = _starts(wide, device)
    local, velocity, ends = start.clone(), torch.zeros_like(start), start.clone()
    finite = _finite(start).long()  # how many of start, first step, second step ... were finite
    steps = np.array([c.job.steps for c in clients])
    for step in range(plan.shape[1]):
        due, left = int((steps > step).sum()), int((steps > step + 1).sum())
        live = max(due, LEAST)
        chosen = plan[:live, step]
        point = local[:live].detach().requires_grad_()
        loss = _loss(model.logits(point, rows.inputs[chosen]), rows.labels[chosen])
        (slope,) = torch.autograd.grad(loss, point)
        velocity[:live].mul_(momentum[:live]).add_(slope)
        local[:live].sub_(rate[:live] * velocity[:live])
        finite[:live] += _finite(local[:live])
        ends[left:due] = local[left:due]
    deltas, counts = _fetched(ends - start), finite.tolist()
    return [
        delta if count > client.job.steps else Diverged(count)
        for client, delta, count in zip(clients, deltas, counts, strict=False)  # padding has no client
    ]


def _plan(clients: Sequence[Client], rows: Rows) -> Tensor:
    """Rows (K, steps, batch) that each client sees. Zero after its own steps: who waits there for the stack to end learns
    nothing of use."""
    plan = np.zeros((len(clients), max(c.job.steps for c in clients), clients[0].job.batch), dtype=np.int64)
    draw([(c.job, rows.begin(c.examples)) for c in clients], plan)
    return torch.from_numpy(plan)


def _starts(clients: Sequence[Client], device: str) -> Tensor:
    """Starts (K, P), in memory of their own: the kept vectors stay untouched. What many share is carried over once."""
    starts = {id(c.start): c.start for c in clients}
    places = {key: place for place, key in enumerate(starts)}
    points = torch.from_numpy(np.stack(list(starts.values()))).to(device)
    return points[torch.tensor([places[id(c.start)] for c in clients], device=device)]


def _finite(parameters: Tensor) -> Tensor:
    """Which of the stacked parameters (K, P) are finite throughout, (K,).

    A sum is finite only when every term is, and no sum of so many float32 overflows float64.
    """
    return parameters.sum(dim=1, dtype=torch.float64).isfinite()


def _loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Sum over the stack of each member's mean cross-entropy; logits (K, B, C), labels (K, B)."""
    total = torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / labels.shape[1]


def _fetched(vectors: Tensor) -> NDArray[np.float32]:
    """The vectors on the host. Into memory that the system may move, a GPU copies at a tenth of its speed."""
    if vectors.device.type == "cpu":
        return vectors.numpy()
    return torch.empty(vectors.shape, pin_memory=True).copy_(vectors).numpy()


def _column(values: Sequence[float], device: str) -> Tensor:
    return torch.tensor(values, dtype=torch.float32, device=device).unsqueeze(1)
