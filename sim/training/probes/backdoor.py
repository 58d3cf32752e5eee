"""Whether a trigger turns inputs into a target class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.lab import Examples


@dataclass(frozen=True)
class Trigger:
    """A pattern stamped on an input: `columns` set to `value` (standardised units), meant to give class `target`.

    BadNets, Gu et al. 2017, arXiv:1708.06733.
    """

    columns: tuple[int, ...]
    value: float
    target: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.columns))
        if not self.columns or min(self.columns) < 0:
            raise ValueError(f"Trigger.columns={self.columns}; allowed: one or more columns from 0")
        if self.target < 0:
            raise ValueError(f"Trigger.target={self.target}; allowed: a class from 0")

    def stamp(self, examples: Examples) -> Examples:
        """The rows that are not of the target class, stamped and labelled as the target.

        Their accuracy is the success of the backdoor; trained on, they plant it. Raises ValueError for a column outside
        the inputs or when every row is of the target class.
        """
        if max(self.columns) >= examples.inputs.shape[1]:
            raise ValueError(f"Trigger.columns={self.columns}; allowed: 0..{examples.inputs.shape[1] - 1}")
        rest = examples.labels != self.target
        if not rest.any():
            raise ValueError(f"Trigger.target={self.target}: every row is of that class; allowed: rows of another one")
        inputs = examples.inputs[rest].copy()
        inputs[:, list(self.columns)] = self.value
        groups = None if examples.groups is None else examples.groups[rest]
        return Examples(inputs, np.full(len(inputs), self.target, dtype=np.int64), groups)
