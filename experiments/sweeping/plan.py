"""From a request to the runs that it asks for, each with the hash of its config."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.overrides import named_plugins
from experiments.sweeping import design
from experiments.sweeping.axis import Axis, axes
from experiments.sweeping.moulds import Moulds
from experiments.sweeping.place import Place
from experiments.sweeping.point import Point
from experiments.sweeping.request import Request
from experiments.sweeping.rows import read, rows
from experiments.sweeping.task import Task

CONFIGS = 16
"""Configs in memory at a time; one is tens of kilobytes."""
POINTS = pa.schema(
    [("point", pa.int64()), ("overrides", pa.list_(pa.string())), ("scenario", pa.string()), ("settings", pa.string())]
)


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
        return self._moulds.point(*next(self._points())).scenario

    def write(self, place: Place) -> None:
        """Compose every point, and list the points and the runs: config, seed, point, and what varies.

        Raises `BadInput` for the first point that cannot be composed. The first point is built too, and each value of a grid
        once; what else cannot be built is found out when it is run, and is a failed run."""
        fixed = [("config", pa.string()), ("seed", pa.int64()), ("point", pa.int64())]
        schema = pa.schema([*fixed, *((axis.column, axis.type) for axis in self.varied)])
        counted = {axis.column for axis in self.varied if axis.values}
        built: set[tuple[str, Any]] | None = None
        with rows(place.asked, schema) as ask, rows(place.points, POINTS, CONFIGS) as keep:
            for number, values in self._points():
                point, cells = self._moulds.point(number, values), self._cells(values)
                new = {(name, cell) for name, cell in cells.items() if name in counted}
                if built is None or not new <= built:
                    blueprint(point.at(self.request.seeds[0]))
                    built = (built or set()) | new
                keep(
                    {
                        "point": number,
                        "overrides": list(point.overrides),
                        "scenario": point.scenario,
                        "settings": point.settings,
                    }
                )
                for task in point.tasks(self.request.seeds):
                    ask({"config": task.config, "seed": task.seed, "point": number, **cells})

    def tasks(self, place: Place, wanted: Callable[[str], bool]) -> Iterator[Task]:
        """The runs of the lists that `write` left there, by config hash those that are wanted; what they composed to then is
        what is run. Raises `BadInput` for lists that contradict each other."""
        listed = read(place.asked, ["config", "point"])
        for row in read(place.points, piece=CONFIGS):
            point = Point(row["point"], tuple(row["overrides"]), row["scenario"], row["settings"])
            for task in point.tasks(self.request.seeds):
                asked = next(listed, {"config": "none", "point": None})
                if (task.config, task.point) != (asked["config"], asked["point"]):
                    raise BadInput(
                        f"{place.asked}: lists run {asked['config']} where {task.config} is composed; give another out=DIR"
                    )
                if wanted(task.config):
                    yield task

    def sets(self) -> Iterator[tuple[int, tuple[str, ...], dict[str, Any]]]:
        """Every override set: its number, its overrides, and by column what varies."""
        for number, values in self._points():
            yield number, self._overrides(values), self._cells(values)

    @cached_property
    def _moulds(self) -> Moulds:
        return Moulds(self.axes)

    def overrides(self, number: int) -> tuple[str, ...]:
        """What makes the factory of the point with this number, but for the seed."""
        return self._overrides(next(point for each, point in self._points() if each == number))

    def _points(self) -> Iterator[tuple[int, design.Point]]:
        yield from enumerate(design.points(self.request.design, self.request.points, self.axes))

    def _cells(self, point: design.Point) -> dict[str, Any]:
        return {axis.column: axis.cell(text) for axis, text in zip(self.axes, point, strict=True) if axis.varies}

    def _overrides(self, point: design.Point) -> tuple[str, ...]:
        return tuple(f"{axis.key}={text}" for axis, text in zip(self.axes, point, strict=True))


def hashes(listed: Path) -> Iterator[str]:
    """Config hashes of a list of runs, in its order. Raises `BadInput` when it cannot be read."""
    return (row["config"] for row in read(listed, ["config"]))
