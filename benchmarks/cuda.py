"""Clients trained per second on a GPU and on the processor beside it: `python -m benchmarks.cuda`. The last line is JSON.

One epoch of plain SGD, batch 32, shards of 32 to 128 rows of synthetic data, all clients from one start. Timed is the lab
alone, from handing in the jobs to opening the last ticket, the least of several runs after one that is not counted. It
needs nothing but this checkout, torch, numpy and numba.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator
from itertools import count
from time import perf_counter

import numpy as np
import torch

from benchmarks.ours.models import MODELS
from sim.jobs import Training, Vector
from sim.lab import Examples
from sim.training.lab import TorchLab
from sim.training.models.cnn import KERNEL, PADDING, STRIDE

CLASSES, BATCH, RATE, RUNS = 10, 32, 0.1, 3
FEATURES = {"mlp": 64, "logistic": 64, "cnn": 784}
CLIENTS = (100, 1_000, 10_000)
WIDTHS = {"cnn": 1_000}
"""Clients in one stack at the most, where all would not fit."""
PATIENCE = {"cnn": 1_000}
"""Clients beyond which the processor is not asked: it would take minutes."""
LOOPED = 100
"""Clients of the plain loop: it trains one after the other, so more of them say nothing new."""


class Federation:
    """Clients with shards of their own, and their jobs."""

    def __init__(self, model: str, clients: int) -> None:
        rng = np.random.default_rng(0)
        self.model, self.features = model, FEATURES[model]
        rows = np.clip(np.rint(80 * np.exp(0.4 * rng.standard_normal(clients)) / BATCH), 1, 4).astype(int) * BATCH
        self.shards = [
            Examples(rng.standard_normal((n, self.features), dtype=np.float32), rng.integers(CLASSES, size=n))
            for n in rows
        ]
        self.start = MODELS[model].build(self.features, CLASSES).begin(0)

    def lab(self, device: str) -> Callable[[], list[Vector]]:
        """One round in a lab, data and kernels ready."""
        width = min(WIDTHS.get(self.model, len(self.shards)), len(self.shards))
        zoo = {self.model: MODELS[self.model].build(self.features, CLASSES)}
        lab = TorchLab(zoo, cache_bytes=2**32, width=width, device=device)
        start, data = lab.keep(self.start), [lab.learn(shard) for shard in self.shards]
        seeds = count()

        def round_() -> list[Vector]:
            jobs = [  # a new seed each time: what a lab has computed it does not compute again
                Training(
                    self.model, start, key, range(rows := lab.rows(key)), rows // BATCH, BATCH, RATE, seed=next(seeds)
                )
                for key in data
            ]
            tickets = [lab.submit(job) for job in jobs]
            for ticket in tickets:
                ticket.unseal()
            return [np.asarray(ticket.open()) for ticket in tickets]

        return round_

    def loop(self, device: str) -> Callable[[], None]:
        """One client after the other, as one would write it without a lab."""
        module = _module(self.model).to(device)
        shards = [
            (torch.from_numpy(shard.inputs).to(device), torch.from_numpy(shard.labels).to(device))
            for shard in self.shards[:LOOPED]
        ]

        def round_() -> None:
            for inputs, labels in shards:
                optimiser = torch.optim.SGD(module.parameters(), lr=RATE)
                for own, right in zip(inputs.split(BATCH), labels.split(BATCH), strict=True):
                    optimiser.zero_grad()
                    torch.nn.functional.cross_entropy(module(own), right).backward()
                    optimiser.step()
            if device != "cpu":
                torch.cuda.synchronize()

        return round_


def _module(model: str) -> torch.nn.Module:
    match model:
        case "logistic":
            return torch.nn.Linear(FEATURES[model], CLASSES)
        case "mlp":
            return torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, CLASSES))
    convolutions = [torch.nn.Conv2d(i, o, KERNEL, STRIDE, PADDING) for i, o in ((1, 16), (16, 32))]
    return torch.nn.Sequential(
        torch.nn.Unflatten(1, (1, 28, 28)),
        *(layer for convolution in convolutions for layer in (convolution, torch.nn.ReLU())),
        torch.nn.Flatten(),
        torch.nn.Linear(32 * 7 * 7, CLASSES),
    )


def _per_second(round_: Callable[[], object], clients: int) -> float:
    round_()
    taken = []
    for _ in range(RUNS):
        start = perf_counter()
        round_()
        taken.append(perf_counter() - start)
    return round(clients / min(taken), 1)


def measure() -> Iterator[dict[str, object]]:
    """One line for each model and number of clients."""
    for model in MODELS:
        for clients in CLIENTS:
            federation = Federation(model, clients)
            torch.cuda.reset_peak_memory_stats()
            gpu, cpu = federation.lab("cuda"), federation.lab("cpu")
            found: dict[str, object] = {"model": model, "clients": clients}
            if clients <= PATIENCE.get(model, clients):
                far = [np.abs(one - other).max() / np.abs(other).max() for one, other in zip(gpu(), cpu(), strict=True)]
                found |= {"largest_difference": float(max(far)), "cpu_lab": _per_second(cpu, clients)}
            found |= {"gpu_lab": _per_second(gpu, clients), "gpu_bytes": torch.cuda.max_memory_allocated()}
            for device in ("cuda", "cpu"):
                found[f"{device}_loop"] = _per_second(federation.loop(device), min(clients, LOOPED))
            yield found


def main() -> None:
    if not torch.cuda.is_available():
        raise SystemExit("benchmarks.cuda: there is no CUDA device here")
    torch.set_num_threads(1)
    hardware = {"gpu": torch.cuda.get_device_name(), "machine": platform.machine(), "torch": torch.__version__}
    print(hardware, flush=True)
    found = []
    for line in measure():
        print(line, flush=True)
        found.append(line)
    print(json.dumps(hardware | {"found": found}))


if __name__ == "__main__":
    main()
