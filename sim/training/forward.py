"""Forward passes without gradients."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from sim.jobs import Vector
from sim.training.model import Model
from sim.training.stack import LEAST

BLOCK = 4096
"""Rows per pass of `forward`: fixed, because the shape of a matrix product may change its last bit."""


def stacked(
    model: Model, parameters: NDArray[np.float32], inputs: NDArray[np.float32], device: str = "cpu"
) -> NDArray[np.float32]:
    """Logits (K, B, C) of parameters (K, P) on inputs (K, B, F), each member as if it were alone."""
    missing = max(LEAST - len(parameters), 0)
    with torch.no_grad():
        point = torch.from_numpy(np.concatenate([parameters, *[parameters[:1]] * missing])).to(device)
        table = torch.from_numpy(np.concatenate([inputs, *[inputs[:1]] * missing])).to(device)
        logits: NDArray[np.float32] = model.logits(point, table)[: len(parameters)].cpu().numpy()
    return logits


def forward(model: Model, parameters: Vector, inputs: NDArray[np.float32], device: str = "cpu") -> NDArray[np.float32]:
    """Logits (n, C) of one parameter vector (P,) on inputs (n, F)."""
    blocks = [inputs[i : i + BLOCK] for i in range(0, len(inputs), BLOCK)]
    return np.concatenate([stacked(model, parameters[None], block[None], device)[0] for block in blocks])
