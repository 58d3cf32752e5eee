"""What every lab does with vectors and data sets: it leaves them to its store."""

from __future__ import annotations

from collections.abc import Mapping

from sim.jobs import Vector
from sim.lab import Examples
from sim.training.store import Store


class Keeping:
    """The part of a `Lab` that computes nothing."""

    store: Store

    @property
    def stacks(self) -> Mapping[int, int]:
        return {}

    def keep(self, vector: Vector) -> str:
        return self.store.keep(vector)

    def vector(self, key: str) -> Vector:
        return self.store.vector(key)

    def learn(self, examples: Examples) -> str:
        return self.store.learn(examples)

    def rows(self, data: str) -> int:
        return len(self.store.examples(data).labels)

    def leaves(self, data: str) -> tuple[str, ...]:
        return self.store.leaves(data)
