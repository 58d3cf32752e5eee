"""What every contender trains, as one file: the same data, start, order of rows, rate and number of rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Workload:
    """Federated averaging, all clients in every round, one local epoch of plain SGD in whole batches.

    `model` is mlp, logistic or cnn; `start` (P,) lies as in `sim/training/layout.py`. Client k owns the rows
    `owned[edges[k]:edges[k + 1]]` of `inputs` (n, features) and `labels` (n,); `seen` has the same rows in the order in
    which they are trained on. Averages are weighted by the number of rows.
    """

    model: str
    start: NDArray[np.float32]
    inputs: NDArray[np.float32]
    labels: NDArray[np.int64]
    owned: NDArray[np.int64]
    seen: NDArray[np.int64]
    edges: NDArray[np.int64]
    rounds: int
    batch: int
    rate: float

    @property
    def clients(self) -> int:
        return len(self.edges) - 1

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Rows of each client, (clients,)."""
        return np.diff(self.edges)

    def shards(self, rows: NDArray[np.int64]) -> list[tuple[NDArray[np.float32], NDArray[np.int64]]]:
        """Inputs and labels of each client; `rows` is `owned` or `seen`."""
        parts = np.split(rows, self.edges[1:-1])
        return [(self.inputs[part], self.labels[part]) for part in parts]

    def save(self, path: str) -> None:
        """Write it to `path`, without a suffix of its own."""
        arrays: dict[str, Any] = {name: np.asarray(value) for name, value in vars(self).items()}
        with open(path, "wb") as file:
            np.savez(file, **arrays)

    @staticmethod
    def load(path: str) -> Workload:
        """Read what `save` has written."""
        with np.load(path) as file:
            found = {name: file[name] for name in file.files}
        for name in ("model", "rounds", "batch", "rate"):
            found[name] = found[name].item()
        return Workload(**found)
