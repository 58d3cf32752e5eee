"""Many local SGD runs as one shrinking stack.

Jobs are sorted by steps and run side by side as batched matrix products; each leaves when its steps are done, so nobody
pays for the longest. What a job computes does not depend on its neighbours, not even in the last bit: every operation
either is a batched matrix product, works row by row, or rounds once per element. Batched products of a stack of one take
another path in some builds of torch, so a stack never shrinks below two.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sim.jobs import Diverged, Vector
from sim.training.batches import batches
from sim.training.engine import Client
from sim.training.model import Model

LEAST = 2


def train(model: Model, clients: Sequence[Client], device: str = "cpu") -> list[Vector | Diverged]:
    """Local minus start (P,) for each client in order, or where it diverged. All share one batch size."""
    order = sorted(range(len(clients)), key=lambda i: -clients[i].job.steps)
    ranked = [clients[i] for i in order]
    results: list[Vector | Diverged] = [Diverged(0)] * len(clients)
    for i, result in zip(order, _descend(model, ranked, device), strict=True):
        results[i] = result
    return results


def _descend(model: Model, clients: Sequence[Client], device: str) -> list[Vector | Diverged]:
    """`train` for clients that come longest first."""
    wide = [*clients, *(clients[0] for _ in range(LEAST - len(clients)))]
    table, labels, plan = (torch.from_numpy(part).to(device) for part in _pack(wide))
    rate, momentum = (_column([getattr(c.job, name) for c in wide], device) for name in ("rate", "momentum"))
    start = torch.from_numpy(np.stack([c.start for c in wide])).to(device)  # a copy: the kept vectors stay untouched
    local, velocity = start.clone(), torch.zeros_like(start)
    ends = start.clone()
    finite = _finite(start).long()  # how many of start, first step, second step ... were finite
    steps = np.array([c.job.steps for c in clients])
    for step in range(plan.shape[1]):
        due, left = int((steps > step).sum()), int((steps > step + 1).sum())
        live = max(due, LEAST)
        rows = plan[:live, step]
        point = local[:live].detach().requires_grad_()
        (slope,) = torch.autograd.grad(_loss(model.logits(point, table[rows]), labels[rows]), point)
        velocity[:live].mul_(momentum[:live]).add_(slope)
        local[:live].sub_(rate[:live] * velocity[:live])
        finite[:live] += _finite(local[:live])
        ends[left:due] = local[left:due]
    deltas, counts = (ends - start).cpu().numpy(), finite.tolist()
    return [
        delta if count > client.job.steps else Diverged(count)
        for client, delta, count in zip(clients, deltas, counts, strict=False)  # padding has no client
    ]


def _finite(parameters: Tensor) -> Tensor:
    """Which of the stacked parameters (K, P) are finite throughout, (K,).

    A sum is finite only when every term is, and costs a fortieth of a look at each; a sum may also overflow, hence the
    second look.
    """
    sure = parameters.sum(dim=1).isfinite()
    return sure if bool(sure.all()) else parameters.isfinite().all(dim=1)


def _loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Sum over the stack of each member's mean cross-entropy; logits (K, B, C), labels (K, B)."""
    total = torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / labels.shape[1]


def _column(values: Sequence[float], device: str) -> Tensor:
    return torch.tensor(values, dtype=torch.float32, device=device).unsqueeze(1)


def _pack(clients: Sequence[Client]) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    """One table of the rows that are used, their labels, and the plan (K, steps, batch) of positions in the table.

    The plan is zero after a client's own steps: whoever waits there for the stack to end learns nothing of use.
    """
    longest = max(c.job.steps for c in clients)
    plan = np.zeros((len(clients), longest, clients[0].job.batch), dtype=np.int64)
    inputs, labels, offset = [], [], 0
    for i, client in enumerate(clients):
        rows, order = np.asarray(client.job.rows, dtype=np.int64), batches(client.job)
        if len(rows) > order.size:  # a short job on a long shard: pack only what it sees
            used, order = np.unique(order, return_inverse=True)
            rows, order = rows[used], order.reshape(client.job.steps, client.job.batch)
        plan[i, : client.job.steps] = order + offset
        inputs.append(client.examples.inputs[rows])
        labels.append(client.examples.labels[rows])
        offset += len(rows)
    return np.concatenate(inputs), np.concatenate(labels), plan
