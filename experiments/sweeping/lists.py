"""Are the lists of a sweep what its words ask for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from experiments.bad_input import shown
from experiments.results.manifest import config_hash
from experiments.sweeping.place import SWEEP, Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.point import Point
from experiments.sweeping.request import Request
from experiments.sweeping.rows import read

Row = Mapping[str, Any]


def wrong(place: Place, about: Mapping[str, Any]) -> Iterator[str]:
    """Where the counts of sweep.json, or the points and the runs that were listed, are not what the words in it ask for: a
    line each, with its place. A label that was changed would turn every comparison round, and no run shows it.

    What a point composes to is taken as it is listed, and nothing is composed here: `checking.again` does. Raises `BadInput`
    for words that are no sweep."""
    plan = Plan(Request.of(about["asked"]))
    counts = {"varied": [axis.column for axis in plan.varied], "points": plan.points, "runs": plan.runs}
    yield from _apart(place.sweep, counts, about)
    points = ({"point": number, "overrides": list(overrides)} for number, overrides, _ in plan.sets())
    yield from _listed(place.points, points)
    try:
        yield from _listed(place.asked, _runs(place, plan))
    except (ValueError, TypeError, AttributeError) as error:
        yield f"{place.points}: {' '.join(str(error).split())}"


def _runs(place: Place, plan: Plan) -> Iterator[Row]:
    """The rows that asked.parquet should have."""
    for (number, overrides, cells), row in zip(plan.sets(), read(place.points), strict=False):
        point = Point(number, overrides, row["scenario"], row["settings"])
        for seed in plan.request.seeds:
            listed = {"seed": seed, "point": number, **cells}
            yield listed if point.settings is None else {"config": config_hash(point.at(seed).settings), **listed}


def _listed(path: Path, asked: Iterable[Row]) -> Iterator[str]:
    """The first row of a list that is not as it should be."""
    for number, (there, here) in enumerate(zip_longest(read(path), asked)):
        if there is None or here is None:
            yield f"{path}: lists {'fewer' if there is None else 'more'} than the words of {SWEEP} ask for"
            return
        if told := next(_apart(path, here, there, f", row {number}"), None):
            yield told
            return


def _apart(path: Path, here: Row, there: Row, row: str = "") -> Iterator[str]:
    for name, value in here.items():
        if (found := there.get(name)) != value:
            yield f"{path}{row}, {name}: is {shown(found)}; the words of {SWEEP} ask for {shown(value)}"
