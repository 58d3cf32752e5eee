"""What a lab knows by name: vectors and data sets, kept once, read-only, under the digest of their content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.fingerprint import fingerprint
from sim.jobs import Blend, Vector
from sim.lab import Examples
from sim.merkle import leaf

Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(slots=True)
class Store:
    """Content-addressed vectors and data sets. It never forgets, so what a job names stays what it was."""

    _vectors: dict[str, Vector] = field(default_factory=dict)
    _data: dict[str, Examples] = field(default_factory=dict)
    _tops: dict[str, int] = field(default_factory=dict)

    def keep(self, vector: Vector) -> str:
        """Key of a read-only copy of a float32 vector (n,). Non-finite entries are allowed: a cheat may send them."""
        if vector.dtype != np.float32 or vector.ndim != 1:
            raise ValueError(f"vector has dtype {vector.dtype} and shape {vector.shape}; allowed: float32 and (n,)")
        key = fingerprint(vector)
        if key not in self._vectors:
            self._vectors[key] = read_only(vector)
        return key

    def vector(self, key: str) -> Vector:
        """The vector kept under `key`. Raises KeyError when there is none."""
        return self._vectors[key]

    def blend(self, blend: Blend) -> Vector:
        """The linear combination, summed in float64 in the given order and rounded once to float32.

        May be non-finite. Raises KeyError for an unknown key.
        """
        total = np.zeros_like(self._vectors[blend[0][0]], dtype=np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            for key, weight in blend:
                total += weight * self._vectors[key].astype(np.float64)
            return total.astype(np.float32)

    def learn(self, examples: Examples) -> str:
        """Key of a read-only copy of a data set.

        Raises ValueError for shapes that disagree, no rows, negative labels and non-finite inputs.
        """
        inputs = read_only(np.asarray(examples.inputs, dtype=np.float32))
        labels = read_only(np.asarray(examples.labels, dtype=np.int64))
        groups = None if examples.groups is None else read_only(np.asarray(examples.groups, dtype=np.int64))
        _check(inputs, labels, groups)
        key = fingerprint(inputs, labels, groups)
        if key not in self._data:
            self._data[key] = Examples(inputs, labels, groups)
            self._tops[key] = int(labels.max())
        return key

    def top(self, key: str) -> int:
        """The largest label of a data set. Raises KeyError when there is none."""
        return self._tops[key]

    def examples(self, key: str) -> Examples:
        """The data set kept under `key`. Raises KeyError when there is none."""
        return self._data[key]

    def leaves(self, key: str) -> tuple[str, ...]:
        """Merkle leaves of a data set's rows, in order: inputs as float32, then label and, if there is one, group as int64,
        all little-endian. Raises KeyError when there is no such data set."""
        examples = self._data[key]
        groups = () if examples.groups is None else (examples.groups.astype("<i8"),)
        columns = (examples.inputs.astype("<f4"), examples.labels.astype("<i8"), *groups)
        return tuple(leaf(b"".join(part.tobytes() for part in row)) for row in zip(*columns, strict=True))

    def holds(self, key: str) -> bool:
        """Whether a vector is kept under `key`."""
        return key in self._vectors

    def knows(self, key: str) -> bool:
        """Whether a data set is kept under `key`."""
        return key in self._data


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A C-ordered copy that refuses to be written, or the array itself if it is one."""
    # Bytes own the memory: unlike an array's own, their write flag cannot be set back.
    if isinstance(array.base, bytes) and array.nbytes == len(array.base):
        return array
    return np.frombuffer(array.tobytes(), dtype=array.dtype).reshape(array.shape)


def _check(inputs: NDArray[np.float32], labels: NDArray[np.int64], groups: NDArray[np.int64] | None) -> None:
    if inputs.ndim != 2 or not len(inputs):
        raise ValueError(f"Examples.inputs has shape {inputs.shape}; allowed: (rows >= 1, features)")
    for name, column in (("labels", labels), ("groups", groups)):
        if column is not None and column.shape != (len(inputs),):
            raise ValueError(f"Examples.{name} has shape {column.shape}; allowed: ({len(inputs)},), one per row")
    if labels.min() < 0:
        raise ValueError(f"Examples.labels holds {labels.min()}; allowed: 0 and above")
    wrong = np.argwhere(~np.isfinite(inputs))
    if len(wrong):
        row, place = (int(i) for i in wrong[0])
        raise ValueError(
            f"Examples.inputs holds {inputs[row, place]} in row {row}, column {place}; allowed: finite numbers"
        )
