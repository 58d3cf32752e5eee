"""Data on the device of a stack: every data set is copied there once, and its rows are then named by number."""

from __future__ import annotations

import torch

from sim.lab import Examples


class Rows:
    """The rows of all data sets met so far, one after the other: `inputs` (rows, features), `labels` (rows,)."""

    def __init__(self, features: int, device: str) -> None:
        self.inputs = torch.empty((0, features), device=device)
        self.labels = torch.empty(0, dtype=torch.int64, device=device)
        self._used = 0
        self._met: dict[int, tuple[int, Examples]] = {}  # keeps what it has met, so that no id is given anew

    def begin(self, examples: Examples) -> int:
        """The number of the first row of a data set; it is copied when met for the first time."""
        if id(examples) not in self._met:
            self._met[id(examples)] = (self._used, examples)
            end = self._used + len(examples.labels)
            if end > len(self.labels):
                self.inputs, self.labels = _grown(self.inputs, 2 * end), _grown(self.labels, 2 * end)
            self.inputs[self._used : end] = torch.tensor(examples.inputs)
            self.labels[self._used : end] = torch.tensor(examples.labels)
            self._used = end
        return self._met[id(examples)][0]


def _grown(column: torch.Tensor, size: int) -> torch.Tensor:
    grown = column.new_empty((size, *column.shape[1:]))
    grown[: len(column)] = column
    return grown
