"""From a request to the runs that it asks for, each with the hash of its config."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.bad_input import BadInput
from experiments.blueprint import blueprint
from experiments.compose import Composed, composed
from experiments.manifest import config_hash
from experiments.overrides import named_plugins
from experiments.sweeping import design
from experiments.sweeping.axis import Axis, axes
from experiments.sweeping.place import Place
from experiments.sweeping.request import Request
from experiments.sweeping.task import Task

ROWS = 4096
"""Rows of the list of runs that are in memory at a time."""


@dataclass(frozen=True)
class Plan:
    """The runs of a request, point by point, and seed by seed within a point; never all of them in memory."""

    request: Request

    @cached_property
    def axes(self) -> list[Axis]:
        return axes(self.request.overrides, named_plugins(self.request.overrides, sweep=True))

    @property
    def varied(self) -> list[Axis]:
        return [axis for axis in self.axes if axis.varies]

    @property
    def points(self) -> int:
        return self.request.points or design.combinations(self.axes)

    @property
    def runs(self) -> int:
        """How many are asked for."""
        return self.points * len(self.request.seeds)

    @cached_property
    def scenario(self) -> str:
        """Of the first point."""
        _, point = next(self._points())
        return composed([*self._overrides(point), f"seed={self.request.seeds[0]}"]).scenario

    def write(self, path: Path) -> None:
        """Compose every point, and list every run: config, seed, point, and the point's value on each axis that varies.

        Raises `BadInput` for the first point that cannot be composed. The first point is built too, and each
        value of a grid once; what else cannot be built is found out when it is run, and is a failed run."""
        fixed = [("config", pa.string()), ("seed", pa.int64()), ("point", pa.int64())]
        schema = pa.schema([*fixed, *((axis.column, axis.type) for axis in self.varied)])
        built: set[tuple[str, str]] | None = None
        rows: list[dict[str, object]] = []
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for number, point in self._points():
                values = [(axis, text) for axis, text in zip(self.axes, point, strict=True) if axis.varies]
                cells = {axis.column: axis.cell(text) for axis, text in values}
                tasks = list(self._tasks(number, point))
                new = {(axis.key, text) for axis, text in values if axis.values}
                if (built is None or not new <= built) and (first := tasks[0].found) is not None:
                    blueprint(first)
                    built = (built or set()) | new
                rows += [{"config": task.config, "seed": task.seed, "point": number, **cells} for task in tasks]
                if len(rows) >= ROWS:
                    writer.write_table(pa.Table.from_pylist(rows, schema))
                    rows = []
            writer.write_table(pa.Table.from_pylist(rows, schema))

    def tasks(self, place: Place, wanted: Callable[[str], bool]) -> Iterator[Task]:
        """The runs of the list that `write` left there, by config hash those that are wanted. A point is composed only if
        one of them is not there. Raises `BadInput` where this program composes another factory than the list names."""
        rows = hashes(place.asked)
        for number, point in self._points():
            listed = list(islice(rows, len(self.request.seeds)))
            known = all(place.run(config).exists() for config in listed if wanted(config))
            tasks = self._known(number, point, listed) if known else self._tasks(number, point)
            for task, config in zip(tasks, listed, strict=True):
                if task.config != config:
                    raise BadInput(
                        f"{place.asked}: lists run {config} where this program composes {task.config}: its configs have "
                        "changed since; give another out=DIR"
                    )
                if wanted(config):
                    yield task

    def overrides(self, number: int) -> tuple[str, ...]:
        """What makes the factory of the point with this number, but for the seed."""
        return self._overrides(next(point for each, point in self._points() if each == number))

    def _points(self) -> Iterator[tuple[int, design.Point]]:
        yield from enumerate(design.points(self.request.design, self.request.points, self.axes))

    def _overrides(self, point: design.Point) -> tuple[str, ...]:
        return tuple(f"{axis.key}={text}" for axis, text in zip(self.axes, point, strict=True))

    def _known(self, number: int, point: design.Point, listed: Sequence[str]) -> Iterator[Task]:
        """A point whose runs are there."""
        for seed, config in zip(self.request.seeds, listed, strict=True):
            yield Task(config, seed, number, self._overrides(point))

    def _tasks(self, number: int, point: design.Point) -> Iterator[Task]:
        """A point at every seed. It is composed twice at most: where a second seed changes nothing but the seed, no other is
        taken to do so; else it is composed for each."""
        overrides = self._overrides(point)
        found: list[Composed] = []
        for seed in self.request.seeds:
            if len(found) < 2 or found[1].config != {**found[0].config, "seed": found[1].config["seed"]}:
                now = composed([*overrides, f"seed={seed}"])
                found = [*found, now][:2]
            else:
                now = Composed({**found[0].config, "seed": seed}, found[0].scenario)
            yield Task(config_hash(now.settings), seed, number, overrides, now)


def hashes(listed: Path) -> Iterator[str]:
    """Config hashes of a list of runs, in its order."""
    with pq.ParquetFile(listed) as file:
        for batch in file.iter_batches(ROWS, columns=["config"]):
            yield from batch.column("config").to_pylist()
