"""On a GPU the lab computes what it computes on the processor, up to rounding."""

import numpy as np
import pytest
import torch

from sim.jobs import Training
from sim.lab import Examples
from sim.training.architecture import Architecture
from sim.training.models.cnn import Cnn
from sim.training.models.logistic import Logistic
from sim.training.models.mlp import Mlp
from sim.training.plan import TorchPlan

RNG = np.random.default_rng(17)
CLOUD = Examples(RNG.standard_normal((120, 16), dtype=np.float32), RNG.integers(3, size=120))


def updates(architecture: Architecture, device: str) -> np.ndarray:
    lab = TorchPlan(architecture, device=device).open({"main": (16, 3)})
    start, data = lab.begin("main", 1), lab.learn(CLOUD)
    jobs = [Training("main", start, data, range(10 * i, 10 * i + 40), steps=5, batch=8, seed=i) for i in range(8)]
    tickets = [lab.submit(job) for job in jobs]
    for ticket in tickets:
        ticket.unseal()
    return np.stack([np.asarray(ticket.open()) for ticket in tickets])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device here")
@pytest.mark.parametrize("architecture", [Logistic(), Mlp((9, 5)), Cnn((3, 4))], ids=["logistic", "mlp", "cnn"])
def test_updates_agree_with_the_processor_to_a_hundred_thousandth(architecture: Architecture) -> None:
    there, here = updates(architecture, "cuda"), updates(architecture, "cpu")
    assert np.abs(there - here).max() <= 1e-5 * np.abs(here).max()


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_without_one_it_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no CUDA device here; allowed: cpu"):
        updates(Logistic(), "cuda")
