"""Who holds which data on which day."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.lab import Examples
from sim.streams import Streams
from sim.world.data import Corpus, DataWorld, Split, rows_of


class Holdings:
    """The data of one task in one run. The same day and place give the same rows, whoever asks and whenever.

    `name` sets the random streams of this task apart from those of others; those of the main task have none.
    """

    def __init__(self, world: DataWorld, streams: Streams, name: tuple[str, ...] = ()) -> None:
        self._world, self._streams, self._name = world, streams, name
        self.corpus: Corpus = world.task.build(streams.of("world", *name, "data"))
        self._dealt = cache(self._deal)
        self._dealt(0)  # a partition that cannot deal so many shards says so before anything runs

    @property
    def shards(self) -> int:
        return self._world.shards

    def split(self, day: int) -> Split:
        """One day's data."""
        return self.corpus.on(day)

    def since(self, day: int) -> int:
        """The first day on which the world was as it is on this day."""
        return self.corpus.since(day)

    def shard(self, number: int, day: int) -> Examples:
        """Training rows of one shard."""
        return rows_of(self.split(day).training, self._dealt(day)[number])

    def hold_out(self, stream: np.random.Generator, day: int) -> Examples:
        """A private hold-out: rows drawn from the validators' pool. Two hold-outs may overlap; none touches the test set."""
        pool = self.split(day).holdout
        rows = stream.choice(len(pool.labels), min(self._world.holdout_rows, len(pool.labels)), replace=False)
        return rows_of(pool, np.sort(rows))

    def test(self, day: int) -> Examples:
        """The referee's own data."""
        return self.split(day).test

    def _deal(self, day: int) -> list[np.ndarray]:
        split, draws = self.split(day), self._streams.of("world", *self._name, "partition", day)
        return self._world.partition.split(split.training.labels, split.sources, self._world.shards, draws)
